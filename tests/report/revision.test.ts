import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Revision, revisionSchema } from '../../src/evaluation/revision-schema';
import { renderRevision } from '../../src/report/revision/render-revision';
import { REVISION_EN } from '../../src/report/revision/texts-en';
import { REVISION_ES } from '../../src/report/revision/texts-es';
import { HOSTILE } from './hostile-metrics';
import { pageText } from './page-text';
import { PLOTLY, ReportBrowser, turnToEnglish } from './report-browser';
import { keptRevision, openRevision, worseRevision } from './revision-fixture';

const asset = { plotly: `window.Plotly = { close: '</script>' };` };
const hostile = (): Revision => {
  const revision = keptRevision();
  const [first] = revision.predictions;
  return {
    ...revision,
    predictions: [{ ...first!, source: HOSTILE, models: [HOSTILE], id: HOSTILE }],
    notes: [{ code: 'no-promises', source: HOSTILE, count: 1 }],
  };
};
const STATES: [string, Revision][] = [
  ['kept', keptRevision()],
  ['worse', worseRevision()],
  ['open', openRevision()],
  ['hostile', hostile()],
];
const tags = (page: string) => page.replace(/<script[\s\S]*?<\/script>/g, '').replace(/<style[\s\S]*?<\/style>/g, '');

describe.each(STATES)('the page of a review: %s', (_name, revision) => {
  const page = renderRevision(revision, asset);

  test('is drawn from a valid revision.json, the same bytes each time', () => {
    expect(revisionSchema.parse(revision)).toEqual(revision);
    expect(renderRevision(revision, asset) === page).toBe(true);
  });

  test('points nowhere outside itself and has no id twice', () => {
    const targets = [...tags(page).matchAll(/\s(?:src|href|action|data)="([^"]*)"/g)].map(([, target]) => target!);
    expect(targets.filter((target) => !target.startsWith('#'))).toEqual([]);
    const ids = [...tags(page).matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(['es-summary', 'en-buyers', 'es-segments', 'en-card']));
  });

  test('has no hole where a number should be', () => {
    expect(pageText(page).match(/.{0,40}\b(NaN|undefined|Infinity|null|\[object)\b/)?.[0]).toBeUndefined();
  });
});

describe('what the page says', () => {
  test('promises kept: verdict, counts, figures with their intervals, and each promise beside what came', () => {
    const text = pageText(renderRevision(keptRevision(), asset));
    expect(text).toContain('Las predicciones cumplen lo prometido Compraron en 28 días 90 de 100 predicciones.');
    expect(text).toContain('Error medio de la fecha 4,50 días IC 95 %: 4,00 a 5,00 A ±3 días o menos: 55,0 %');
    expect(text).toContain('Compradores en 28 días 90 Se esperaban 91 Margen del 80 %: 87 a 94');
    expect(text).toContain('Error medio, hasta 28 días 4,400 4,500 4 5 100 ✓ Cumplido');
    expect(text).toContain('tasa de error del 5 % para las 2 cifras juntas');
    expect(text).toContain('The predictions keep their promises');
  });

  test('promises broken: says which', () => {
    const text = pageText(renderRevision(worseRevision(), asset));
    expect(text).toContain('Las predicciones no cumplen lo prometido');
    expect(text).toContain('✗ Peor Parte dentro del intervalo del 80 %, hasta 28 días: 80,0 % → 60,0 %');
    expect(text).toContain('✗ Worse Share inside the 80% interval, up to 28 days: 80.0% → 60.0%');
  });

  test('nothing known yet: what is open, and no figure made up', () => {
    const text = pageText(renderRevision(openRevision(), asset));
    expect(text).toContain('Todavía no se puede juzgar');
    expect(text).toContain('Siguen abiertas: 100.');
    expect(text).toContain('Las líneas no llegan a 7 días después de ninguna predicción.');
  });

  test('hostile names open no tag', () => {
    expect(renderRevision(hostile(), asset).match(/<img|<a href="http/)?.[0]).toBeUndefined();
  });

  test('both dictionaries have the same entries', () => {
    const shapeOf = (texts: object, path = ''): string[] =>
      Object.entries(texts).flatMap(([key, value]) =>
        value && typeof value === 'object' ? shapeOf(value, `${path}.${key}`) : [`${path}.${key}: ${typeof value}`],
      );
    expect(shapeOf(REVISION_EN)).toEqual(shapeOf(REVISION_ES));
  });
});

describe('in a browser', () => {
  let browser: ReportBrowser;
  beforeAll(async () => {
    browser = await ReportBrowser.launch();
  });
  afterAll(() => browser.close());

  test.each([
    ['kept', keptRevision(), 'light', 1280],
    ['worse', worseRevision(), 'dark', 360],
  ] as const)(
    '%s, %s: draws its charts in both languages, asks for nothing, and axe finds nothing',
    async (_, revision, colorScheme, width) => {
      const opened = await browser.openPage(renderRevision(revision, { plotly: PLOTLY }), {
        viewport: { width, height: 800 },
        colorScheme,
      });
      const { page, complaints, requests, close } = opened;
      const charts = () => page.locator('.report:not([hidden]) .plot:has(svg.main-svg)').count();
      expect(await charts()).toBe(2);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      expect((await new AxeBuilder({ page }).exclude('.plot > *').analyze()).violations.map(({ id }) => id)).toEqual(
        [],
      );
      await turnToEnglish(page);
      expect([await charts(), await page.title()]).toEqual([2, 'recompra · Review as of 31 Dec 2017']);
      await page.evaluate(`dispatchEvent(new Event('beforeprint'))`);
      expect(await page.locator('#en .plot').first().getAttribute('data-width')).toBe('430');
      expect({ complaints, requests }).toEqual({ complaints: [], requests: [] });
      await close();
    },
  );
});
