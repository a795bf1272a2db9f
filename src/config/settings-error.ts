import type { z } from 'zod';
import type { Assignment } from './assignments';
import { RecompraError } from './errors';
import { nearestName } from './nearest-name';
import { settingKinds } from './setting-paths';
import { someNames } from './some-names';

type Issue = z.core.$ZodIssue;

/** What is wrong with the settings: one line each, with where it was given, what was found and what was expected. */
export function settingsError(issues: readonly Issue[], assignments: readonly Assignment[]): RecompraError {
  const faults = issues.flatMap((issue) => describe(issue, assignments));
  const sources = [...new Set(faults.map(({ source }) => source))];
  const [first, ...others] = faults.map(({ text }) => text);
  const details = {
    remedy: `correct ${sources.length <= 3 ? sources.join(' and ') : someNames(sources)}`,
    logged: namesOnly(issues),
  };
  if (others.length === 0) return new RecompraError('usage', first ?? 'the settings are not valid', details);
  return new RecompraError('usage', `${faults.length} settings are not valid`, {
    ...details,
    lines: faults.map(({ text }) => text),
  });
}

/** The settings at fault, as far as they are ours: a name can hold what a value does. */
function namesOnly(issues: readonly Issue[]): string {
  const known = [...settingKinds().keys()];
  const names = issues.map(({ path }) => path.map(String).join('.')).filter((name) => known.includes(name));
  const others = issues.length - names.length;
  const said = [...new Set(names), ...(others > 0 ? [`${others} that there are not`] : [])];
  return `settings that are not valid: ${said.join(', ')}`;
}

interface Fault {
  text: string;
  source: string;
}

function describe(issue: Issue, assignments: readonly Assignment[]): Fault[] {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => unknownSetting([...path, key].join('.'), assignments));
  }
  const name = path.join('.');
  const given = lastGiven(name, assignments);
  const source = given?.source ?? 'the settings';
  const found = given === undefined ? 'nothing' : JSON.stringify(given.value);
  return [{ text: `${name} (${source}): found ${found}, expected ${expectation(issue)}`, source }];
}

function unknownSetting(name: string, assignments: readonly Assignment[]): Fault {
  const source = lastGiven(name, assignments)?.source ?? 'the settings';
  const nearest = nearestName(name, [...settingKinds().keys()]);
  const hint = nearest === undefined ? '' : `; did you mean ${nearest}?`;
  return { text: `${name} (${source}): there is no such setting${hint}`, source };
}

/** The value at a path, at one above it (`csv` for `csv.decimal`) or at one below it. */
function lastGiven(name: string, assignments: readonly Assignment[]): Assignment | undefined {
  const latestFirst = [...assignments].reverse();
  return (
    latestFirst.find(({ path }) => path === name || name.startsWith(`${path}.`)) ??
    latestFirst.find(({ path }) => path.startsWith(`${name}.`))
  );
}

function expectation(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return TYPE_NAMES[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return `one of ${issue.values.map((value) => JSON.stringify(value)).join(', ')}`;
    case 'too_small':
      return issue.origin === 'string' ? 'text that is not empty' : `${atLeast(issue.inclusive)} ${issue.minimum}`;
    case 'too_big':
      return `${issue.inclusive === false ? 'less than' : 'at most'} ${issue.maximum}`;
    case 'invalid_format':
      return FORMAT_NAMES[issue.format] ?? issue.message.replace(/^expected /, '');
    default:
      return issue.message;
  }
}

function atLeast(inclusive: boolean | undefined): string {
  return inclusive === false ? 'more than' : 'at least';
}

const TYPE_NAMES: Record<string, string> = {
  int: 'a whole number',
  number: 'a number',
  string: 'text',
  boolean: 'true or false',
  object: 'an object of settings',
  array: 'a list',
};

const FORMAT_NAMES: Record<string, string> = {
  date: 'a day such as 2014-12-28',
  url: 'an address such as http://127.0.0.1:9000',
};
