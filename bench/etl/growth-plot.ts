import type { ProcessMeasure } from '../measure-process';

/** What is drawn of a run on so many lines. */
export interface SizedMeasure extends ProcessMeasure {
  lines: number;
}

/** A run of the ETL. */
export interface GrowthPoint extends SizedMeasure {
  memory: string | null;
}

const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [720, 320, 64, 64, 40, 48];
const [TIME, MEMORY] = ['#0072b2', '#d55e00'];

/** Time and peak memory against the number of lines, both axes of size logarithmic, memory linear from 0. */
export function growthPlot(points: readonly SizedMeasure[]): string {
  const lines = points.map((point) => Math.log10(point.lines));
  const [first, last] = [Math.min(...lines), Math.max(...lines)];
  const x = (count: number) =>
    LEFT + ((Math.log10(count) - first) / Math.max(1e-9, last - first)) * (WIDTH - LEFT - RIGHT);
  const mostMiB = 1.2 * Math.max(...points.map(({ peakMiB }) => peakMiB));
  const seconds = points.map(({ wallSeconds }) => Math.log10(wallSeconds));
  const [fastest, slowest] = [Math.floor(Math.min(...seconds)), Math.ceil(Math.max(...seconds))];
  const height = HEIGHT - TOP - BOTTOM;
  const yTime = (value: number) =>
    HEIGHT - BOTTOM - ((Math.log10(value) - fastest) / Math.max(1, slowest - fastest)) * height;
  const yMemory = (value: number) => HEIGHT - BOTTOM - (value / mostMiB) * height;
  const text = (at: { x: number; y: number; anchor?: string; color?: string }, shown: string) =>
    `<text x="${at.x.toFixed(1)}" y="${at.y.toFixed(1)}" text-anchor="${at.anchor ?? 'middle'}" fill="${at.color ?? '#333'}">${shown}</text>`;
  const curve = (color: string, y: (point: SizedMeasure) => number) =>
    [
      `<polyline fill="none" stroke="${color}" stroke-width="2" points="${points.map((p) => `${x(p.lines).toFixed(1)},${y(p).toFixed(1)}`).join(' ')}"/>`,
      ...points.map((p) => `<circle cx="${x(p.lines).toFixed(1)}" cy="${y(p).toFixed(1)}" r="4" fill="${color}"/>`),
    ].join('\n');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">
<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>
${text({ x: LEFT, y: 20, anchor: 'start', color: TIME }, 'seconds (left, logarithmic)')}
${text({ x: WIDTH - RIGHT, y: 20, anchor: 'end', color: MEMORY }, 'peak memory, MiB (right, from 0)')}
<path d="M${LEFT} ${TOP}V${HEIGHT - BOTTOM}H${WIDTH - RIGHT}V${TOP}" fill="none" stroke="#999"/>
${curve(TIME, ({ wallSeconds }) => yTime(wallSeconds))}
${curve(MEMORY, ({ peakMiB }) => yMemory(peakMiB))}
${points.map((p) => text({ x: x(p.lines), y: HEIGHT - BOTTOM + 18 }, `${Number((p.lines / 1e6).toPrecision(3))} M`)).join('\n')}
${points.map((p) => text({ x: x(p.lines), y: yTime(p.wallSeconds) - 8, color: TIME }, p.wallSeconds.toFixed(1))).join('\n')}
${points.map((p) => text({ x: x(p.lines), y: yMemory(p.peakMiB) + 18, color: MEMORY }, String(Math.round(p.peakMiB)))).join('\n')}
${text({ x: WIDTH / 2, y: HEIGHT - 8 }, 'purchase lines')}
</svg>
`;
}
