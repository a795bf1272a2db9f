import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { figureJson, figureSize } from '../../notebooks/display/figure';
import { figureHtml, wholeFigureHtml } from '../../notebooks/display/interactive-figure';

describe('figureJson', () => {
  it('spells typed arrays, BigInt and dates as plain data', () => {
    const trace = { x: [new Date('2014-10-01')], y: Float64Array.of(0.5, 1), n: BigInt64Array.of(2n), total: 3n };
    expect(JSON.parse(figureJson({ data: [trace] })).data).toEqual([
      { x: ['2014-10-01T00:00:00.000Z'], y: [0.5, 1], n: [2], total: 3 },
    ]);
  });

  it('lets the layout of a figure have the last word', () => {
    const { layout } = JSON.parse(figureJson({ data: [], layout: { paper_bgcolor: '#eee' } }));
    expect(layout).toMatchObject({ paper_bgcolor: '#eee', plot_bgcolor: '#ffffff' });
  });

  it('keeps a label from ending the script that holds it', () => {
    const name = '</script><b>\u2028\u2029';
    const json = figureJson({ data: [{ name }] });
    expect(json).not.toMatch(/[<\u2028\u2029]/);
    expect(JSON.parse(json).data).toEqual([{ name }]);
  });
});

describe('figureHtml', () => {
  it('describes the figure and takes its size', () => {
    const html = figureHtml({ data: [], layout: { width: 400 } }, 'Days < 7 & "more"');
    expect(html).toContain('aria-label="Days &lt; 7 &amp; &quot;more&quot;"');
    expect(html).toContain('max-width:400px;height:380px');
  });

  it('gives two figures of a page different places', () => {
    const place = () => /id="([^"]+)"/.exec(figureHtml({ data: [] }, 'empty'))?.[1];
    expect(place()).not.toBe(place());
  });
});

describe('wholeFigureHtml', () => {
  it('brings what draws it along, packed, and shows its description where no script runs', () => {
    const html = wholeFigureHtml({ data: [] }, 'Days & dots');
    expect(html.length).toBeLessThan(900_000);
    const [, packed] = /unpacked\('([^']+)'\)/.exec(html)!;
    expect(gunzipSync(Buffer.from(packed!, 'base64')).toString()).toContain('plotly.js (cartesian - minified)');
    expect(html).toMatch(/role="img" aria-label="Days &amp; dots"[^>]*>Days &amp; dots</);
  });
});

describe('figureSize', () => {
  it('is 720 by 380 CSS pixels unless the layout says otherwise', () => {
    expect(figureSize({ data: [] })).toEqual({ width: 720, height: 380 });
    expect(figureSize({ data: [], layout: { height: 600 } })).toEqual({ width: 720, height: 600 });
  });
});
