import type { ProcessMeasure } from '../measure-process';

/** What is drawn of a run on so many lines. */
export interface SizedMeasure extends ProcessMeasure {
  lines: number;
}

/** A run of the ETL. */
export interface GrowthPoint extends SizedMeasure {
  memory: string | null;
}

const [WIDTH, HEIGHT, TOP, BOTTOM] = [720, 300, 48, 52];
/** Left and right end of a panel's points. */
const PANELS = { time: [48, 324], memory: [404, 680] } as const;

/** Time (logarithmic) and, beside it, peak memory (from 0) against the number of lines (logarithmic). */
export function growthPlot(points: readonly SizedMeasure[]): string {
  const seconds = points.map(({ wallSeconds }) => Math.log10(wallSeconds));
  const mostMiB = 1.3 * Math.max(...points.map(({ peakMiB }) => peakMiB));
  const time = panel(points, {
    ends: PANELS.time,
    color: '#0072b2',
    title: 'seconds (logarithmic)',
    level: scaled(Math.floor(Math.min(...seconds)), Math.ceil(Math.max(...seconds))),
    value: ({ wallSeconds }) => Math.log10(wallSeconds),
    shown: ({ wallSeconds }) => (wallSeconds < 100 ? wallSeconds.toFixed(1) : String(Math.round(wallSeconds))),
  });
  const memory = panel(points, {
    ends: PANELS.memory,
    color: '#d55e00',
    title: 'peak memory, MiB (from 0)',
    level: scaled(0, mostMiB),
    value: ({ peakMiB }) => peakMiB,
    shown: ({ peakMiB }) => String(Math.round(peakMiB)),
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">
<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>
${time}
${memory}
</svg>
`;
}

/** Share of a panel's height that a value takes. */
function scaled(low: number, high: number): (value: number) => number {
  return (value) => (value - low) / Math.max(1e-9, high - low);
}

interface Panel {
  ends: readonly [left: number, right: number];
  color: string;
  title: string;
  level: (value: number) => number;
  value: (point: SizedMeasure) => number;
  shown: (point: SizedMeasure) => string;
}

function panel(points: readonly SizedMeasure[], { ends, color, title, level, value, shown }: Panel): string {
  const [left, right] = ends;
  const lines = points.map((point) => Math.log10(point.lines));
  const place = scaled(Math.min(...lines), Math.max(...lines));
  const floor = HEIGHT - BOTTOM;
  const drawn = points.map((point) => ({
    x: left + 16 + place(Math.log10(point.lines)) * (right - left - 32),
    y: floor - level(value(point)) * (floor - TOP),
    size: `${Number((point.lines / 1e6).toPrecision(2))} M`,
    label: shown(point),
  }));
  const text = (x: number, y: number, words: string, fill = '#333') =>
    `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="middle" fill="${fill}">${words}</text>`;
  return [
    `<path d="M${left} ${TOP - 12}V${floor}H${right}" fill="none" stroke="#999"/>`,
    `<polyline fill="none" stroke="${color}" stroke-width="2" points="${drawn.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')}"/>`,
    ...drawn.flatMap(({ x, y, size, label }) => [
      `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="4" fill="${color}"/>`,
      text(x, y - 10, label, color),
      text(x, floor + 18, size),
    ]),
    text((left + right) / 2, 20, title, color),
    text((left + right) / 2, HEIGHT - 12, 'purchase lines'),
  ].join('\n');
}
