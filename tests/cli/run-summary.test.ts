import { describe, expect, test } from 'vitest';
import { dateTable, expectedBuyers, runSummary } from '../../src/cli/printing/run-summary';
import { fullMetrics } from '../report/metrics-fixture';
import { badMetrics, shortMetrics, threeMonthMetrics } from '../report/other-states';

describe('the summary of a run', () => {
  const lines = runSummary(fullMetrics());

  test('says what was read, how good the dates are, and on how much that stands', () => {
    expect(lines.slice(0, 5)).toEqual([
      'lines       1,350,184 in, 1,348,642 kept, 1,542 rejected',
      'customers   2,469, of which 1,893 recurrent on 2017-12-31',
      'next date   mean error 4.43 days by hazard-network (own mean gap 5.53, −1.09 (−19.8 %); two-column table 4.57, −0.13 (−2.9 %))',
      '            whole forecast, CRPS 3.08 days (own mean gap −2.44 (−44.2 %); two-column table −0.09 (−3.0 %)); the 80 % interval holds 80.3 %',
      '            judged on 28 days at 3 origins: the history has 365; chosen on 2 origins, 3,122 rows of 1,604 customers',
    ]);
  });

  test('expects buyers by sums of chances with their range, and tells the overdue from the lost', () => {
    expect(lines.at(-1)).toBe(
      'expected    1,102 buyers within 7 days (1,079–1,124), 1,483 buyers within 14 days (1,464–1,503), ' +
        '1,721 buyers within 28 days (1,708–1,734); 214 overdue, 57 lost',
    );
  });

  test('of a large shop it says of how many customers the figures are', () => {
    const size = (drawn: number) => ({ drawn, customers: 187_000 });
    const samples = { shop: size(20_000), learned: size(3572), judged: size(8889) };
    expect(runSummary({ ...fullMetrics(), samples })).toContain(
      '            dates learned from 3,572, judged on 8,889, products learned from 20,000 ' +
        'of 187,000 customers with two purchase days; all recurrent ones are predicted',
    );
  });

  test('one of a thing is told as one', () => {
    const full = fullMetrics();
    const { origins } = full.nextPurchase;
    const one = {
      ...full.nextPurchase,
      origins: { ...origins, test: origins.test.slice(0, 1) },
      choice: { ...full.nextPurchase.choice!, origins: 1, rows: 1, customers: 1 },
    };
    expect(runSummary({ ...full, nextPurchase: one }).join('\n')).toContain(
      'judged on 28 days at 1 origin: the history has 365; chosen on 1 origin, 1 row of 1 customer',
    );
  });

  test('one buyer is expected in the singular', () => {
    const { prediction } = fullMetrics();
    const expected = [{ ...prediction.expected[0]!, days: 1, buyers: 0.8, low: 0, high: 1 }];
    expect(expectedBuyers({ ...prediction, expected })).toBe('1 buyer within 1 day (0–1)');
  });

  test('names the shorter horizon of three months beside the days there are', () => {
    expect(runSummary(threeMonthMetrics())[5]).toContain('judged on 14 days at 3 origins: the history has 89;');
    expect(dateTable(threeMonthMetrics()).at(-1)).toMatch(/; horizon 14 days$/);
  });

  test('a model that erred less than the one in use is named as what it is', () => {
    expect(runSummary(threeMonthMetrics())[4]).toBe(
      '            erred less in the test: hazard-network 4.43 (network, not proven)',
    );
  });

  test('a table in use stands beside the own mean gap', () => {
    expect(runSummary(badMetrics())[2]).toBe(
      'next date   mean error 4.57 days by hazard-table (own mean gap 5.53, −0.96 (−17.3 %))',
    );
  });

  test('where nothing was judged it says by which model everybody is predicted and why there are no figures', () => {
    const short = runSummary(shortMetrics());
    expect(short[2]).toBe(
      'next date   predicted by beta-geometric; no figures: the history of 21 days is too short for training, validation and test origins',
    );
    expect(short.join('\n')).not.toMatch(/judged on|NaN|undefined/);
    expect(short.at(-1)).toMatch(/^expected {4}0 buyers within 7 days \(0–1\), /);
  });
});

describe('the table of date models', () => {
  const table = dateTable(fullMetrics());

  test('marks the one that gives date, interval and chances, and leaves dashes where a date comes alone', () => {
    expect(table.filter((line) => line.startsWith('→')).map((line) => line.split(/ +/)[1])).toEqual([
      'hazard-network',
      'gives',
    ]);
    expect(table.find((line) => line.includes('dense-network'))).toMatch(/4\.512 .* – +– +–$/);
    expect(table.at(-1)).toMatch(/^→ gives date, interval and chances; .*horizon 28 days$/);
  });
});
