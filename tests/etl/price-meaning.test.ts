import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { silentProgress } from '../../src/config/progress';
import type { PriceEvidence } from '../../src/etl/price-meaning';
import { toldMeaning } from '../../src/etl/price-meaning';
import { seededRandom } from '../../src/evaluation/statistics/random-source';
import { csvOf, EtlFixture } from './etl-fixture';

type Meaning = 'ticket' | 'line' | 'unit';

/** A shop of forty products with prices of their own; what stands in `precio` is what `meaning` says. */
function shop(meaning: Meaning, { linesADay = 3, prices = 40, mostUnits = 4, step = 1 } = {}): string {
  const random = seededRandom(5);
  const pick = (n: number) => Math.floor(random() * n);
  const lines: string[] = [];
  for (let visit = 0; visit < 120; visit++) {
    const basket = Array.from({ length: linesADay }, (_, i) => {
      const product = (7 * visit + 13 * i + pick(3)) % 40;
      return { product, units: step * (1 + pick(mostUnits)), price: 1 + 0.37 * (product % prices) };
    });
    const ticket = basket.reduce((sum, { units, price }) => sum + units * price, 0);
    for (const { product, units, price } of basket) {
      const written = { ticket, line: units * price, unit: price }[meaning];
      lines.push(`2014-10-${10 + (visit % 20)},u${visit},p${product},${units},${written.toFixed(2)}`);
    }
  }
  return csvOf(...lines);
}

describe('what the price means', () => {
  let etl: EtlFixture;
  beforeAll(async () => {
    etl = await EtlFixture.open();
  });
  afterAll(() => etl.close());

  async function warnings(text: string, priceIs: Meaning): Promise<string[]> {
    const said: string[] = [];
    const progress = { ...silentProgress, warn: (line: string) => said.push(line) };
    await etl.runText(text, { csv: { priceIs } }, { progress });
    return said;
  }

  it.each([
    ['ticket', 'line'],
    ['ticket', 'unit'],
    ['line', 'ticket'],
    ['line', 'unit'],
    ['unit', 'ticket'],
    ['unit', 'line'],
  ] as const)('is told by a file of %s prices that is read as %s, with figures and the option', async (is, said) => {
    const [warning, ...more] = await warnings(shop(is), said);
    expect(more).toEqual([]);
    expect(warning).toMatch(/\d+ % of the further lines/);
    expect(warning).toContain(`say --price-is ${is}`);
  });

  it.each(['ticket', 'line', 'unit'] as const)('is not doubted where it is %s, as said', async (is) => {
    expect(await warnings(shop(is), is)).toEqual([]);
  });

  it('is told by lines that are alone on their day: a line is a ticket there, and a unit is none', async () => {
    expect(await warnings(shop('line', { linesADay: 1 }), 'ticket')).toEqual([]);
    expect(await warnings(shop('unit', { linesADay: 1 }), 'ticket')).toEqual([
      expect.stringContaining('--price-is unit'),
    ]);
  });

  it('is told by weights as by units', async () => {
    for (const is of ['line', 'unit', 'ticket'] as const) {
      const said = is === 'line' ? 'ticket' : 'line';
      expect(await warnings(shop(is, { step: 0.255 }), said)).toEqual([
        expect.stringContaining(`say --price-is ${is}`),
      ]);
      expect(await warnings(shop(is, { step: 0.255 }), is)).toEqual([]);
    }
  });

  it('is told to be no ticket where all lines are of one unit: which of the two others it is makes no difference', async () => {
    expect(await warnings(shop('unit', { mostUnits: 1 }), 'ticket')).toEqual([
      expect.stringMatching(/only 0 % of the further lines repeat its price.*--price-is line .*--price-is unit/),
    ]);
    expect(await warnings(shop('unit', { mostUnits: 1 }), 'line')).toEqual([]);
    expect(await warnings(shop('ticket', { mostUnits: 1 }), 'ticket')).toEqual([]);
  });

  it('is not told where everything costs the same, or there are few lines', async () => {
    for (const priceIs of ['ticket', 'line', 'unit'] as const) {
      expect(await warnings(csvOf('2014-10-01,ana,pan,6,9.00', '2014-10-01,ana,leche,6,9.00'), priceIs)).toEqual([]);
    }
    expect(await warnings(shop('unit', { prices: 1 }), 'ticket')).toEqual([]);
  });
});

test('prices that follow nothing tell nothing', () => {
  const nothing: PriceEvidence = {
    furtherLines: 100,
    repeated: 10,
    comparable: 100,
    usual: 10,
    pairs: 50,
    equal: 5,
    proportional: 6,
  };
  expect(toldMeaning(nothing)).toBeNull();
  expect(toldMeaning({ ...nothing, pairs: 9, proportional: 9 })).toBeNull();
  expect(toldMeaning({ ...nothing, repeated: 95 })).toBe('ticket');
  expect(toldMeaning({ ...nothing, repeated: 95, usual: 90 })).toBeNull();
  expect(toldMeaning({ ...nothing, proportional: 40 })).toBe('line');
  expect(toldMeaning({ ...nothing, proportional: 40, equal: 20 })).toBeNull();
});
