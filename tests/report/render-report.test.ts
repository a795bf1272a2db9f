import { describe, expect, test } from 'vitest';
import { type Metrics, metricsSchema } from '../../src/evaluation/metrics-schema';
import { renderReport } from '../../src/report/render-report';
import { EN } from '../../src/report/texts/texts-en';
import { ES } from '../../src/report/texts/texts-es';
import { HOSTILE, hostileMetrics } from './hostile-metrics';
import { fullMetrics } from './metrics-fixture';
import { badMetrics, shortMetrics, threeMonthMetrics } from './other-states';
import { pageText } from './page-text';

const PLOTLY = `window.Plotly = { close: '</script>' };`;
const STATES: [string, Metrics][] = [
  ['full', fullMetrics()],
  ['short', shortMetrics()],
  ['three-month', threeMonthMetrics()],
  ['bad', badMetrics()],
  ['hostile', hostileMetrics()],
];
const tags = (page: string) => page.replace(/<script[\s\S]*?<\/script>/g, '').replace(/<style[\s\S]*?<\/style>/g, '');

describe.each(STATES)('the report of a %s run', (_name, metrics) => {
  const page = renderReport(metrics, { plotly: PLOTLY });

  test('is drawn from a valid metrics.json', () => {
    expect(metricsSchema.parse(metrics)).toEqual(metrics);
  });

  test('forbids everything that is not written in it', () => {
    expect(page.slice(0, 1000)).toContain(
      `content="default-src &#39;none&#39;; script-src &#39;unsafe-inline&#39;; style-src &#39;unsafe-inline&#39;; img-src data: blob:"`,
    );
  });

  test('points nowhere outside itself', () => {
    const targets = [...tags(page).matchAll(/\s(?:src|href|action|data|poster)="([^"]*)"/g)].map(
      ([, target]) => target!,
    );
    expect(targets.length).toBeGreaterThan(0);
    expect(targets.filter((target) => !target.startsWith('#'))).toEqual([]);
    expect(page.match(/<(link|iframe|object|embed|base)\b|@import|[\s:]url\(/i)?.[0]).toBeUndefined();
  });

  test('has no hole where a number should be', () => {
    expect(pageText(page).match(/.{0,40}\b(NaN|undefined|Infinity|null|\[object)\b/)?.[0]).toBeUndefined();
  });

  test('has every section in both languages, and no id twice', () => {
    const ids = [...tags(page).matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const language of ['es', 'en']) {
      for (const id of ['summary', 'data', 'next-purchase', 'top-products', 'card']) {
        expect(ids).toContain(`${language}-${id}`);
      }
    }
  });

  test('every chart has a sentence, figures behind it, n, and two downloads', () => {
    const charts = page.match(/<figure[\s\S]*?<\/figure>/g) ?? [];
    for (const chart of charts) {
      expect(chart).toMatch(/role="img" aria-label="[^"]{20,}"/);
      expect(chart).toMatch(/<details><summary>[\s\S]*<table>/);
      expect(chart).toMatch(/class="n">n = /);
      expect(chart).toMatch(/data-download="png"[\s\S]*data-download="csv"/);
    }
  });

  test('the same figures give the same bytes', () => {
    expect(renderReport(metrics, { plotly: PLOTLY }) === page).toBe(true);
  });
});

describe('hostile names', () => {
  const page = renderReport(hostileMetrics(), { plotly: PLOTLY });

  test('open no tag, close no script and make no link', () => {
    expect(page.match(/<img|<a href="http/)?.[0]).toBeUndefined();
    const opened = page.match(/<script/g)!.length;
    expect(page.match(/<\/script>/g)).toHaveLength(opened);
  });

  test('are shown as they are written', () => {
    const heading = pageText(page).slice(0, 600);
    expect(heading).toContain(HOSTILE.replace(/\s+/g, ' '));
  });
});

test('a bundle that contains an end tag does not end its script early', () => {
  const page = renderReport(shortMetrics(), { plotly: PLOTLY });
  expect(page.match(/close: .{12}/)?.[0]).toBe(`close: '<\\/script>'`);
});

test('both dictionaries have the same entries', () => {
  expect(shapeOf(EN)).toEqual(shapeOf(ES));
});

/** Paths of all entries. */
function shapeOf(texts: object, path = ''): string[] {
  return Object.entries(texts).flatMap(([key, value]) => {
    const here = `${path}.${key}`;
    return value && typeof value === 'object' ? shapeOf(value, here) : [`${here}: ${typeof value}`];
  });
}
