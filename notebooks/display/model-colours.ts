/** What happened, beside what was predicted. */
export const ACTUAL_COLOUR = '#17212b';
/** Figures about the data, before any model. */
export const DATA_COLOUR = '#5b7a99';
/** What stands behind the message of a figure: the rest, a limit, a line to compare with. */
export const QUIET_COLOUR = '#a9b3bd';
/** What a figure about the data points at. */
export const ACCENT_COLOUR = '#c64f00';

/** One colour a model or product method in every figure of every notebook: where the report's eight do, the report's. */
const KNOWN: Readonly<Record<string, string>> = {
  'hazard-network': '#00795c',
  'dense-network': '#0b5fa5',
  'global-median': '#c64f00',
  'last-gap': '#8a6d00',
  'mean-gap': '#7d4fa8',
  'hazard-table': '#2b8fb8',
  'G-TopFreq': '#66707a',
  'P-TopFreq': '#00795c',
  'GP-TopFreq': '#b03a74',
  'dense-ranker': '#4c9a2a',
  'TIFU-KNN-time': '#d08a00',
};

/** For models that are not listed yet; none of them looks like a colour above. */
const OTHERS = ['#9c2f2f', '#3f3fbf', '#00a3a3', '#a0522d', '#6b8e23', '#c71585'];

/** The colour of a model by its name alone, so that it is the same whichever models stand beside it. */
export function modelColour(name: string): string {
  const sum = Array.from(name).reduce((total, character) => total + (character.codePointAt(0) ?? 0), 0);
  return KNOWN[name] ?? (OTHERS[sum % OTHERS.length] as string);
}
