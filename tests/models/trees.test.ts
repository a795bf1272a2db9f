import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { permutation, seededRandom } from '../../src/evaluation/statistics/random-source';
import { quantile } from '../../src/evaluation/statistics/resample';
import { binColumns, findBounds, MISSING_BIN } from '../../src/models/trees/binning';
import { boostTrees, sampleRows, scoreRows } from '../../src/models/trees/boosting';
import { growForest } from '../../src/models/trees/forest';
import { absoluteLoss, quantileLoss, squaredLoss } from '../../src/models/trees/losses';

const once = { seed: 1, trees: 1, learningRate: 1, minLeafRows: 1 };
const column = (...values: number[]) => Float64Array.from(values);
const numbers = fc.array(fc.oneof(fc.double({ noNaN: true }), fc.integer({ min: -5, max: 5 })), {
  minLength: 1,
  maxLength: 600,
});

describe('binning', () => {
  it('says the same of bins as of values: bin ≤ k is value ≤ bounds[k]', () => {
    fc.assert(
      fc.property(numbers, (values) => {
        const columns = [Float64Array.from(values)];
        const bounds = findBounds(columns);
        const [bins] = binColumns(columns, bounds);
        bounds[0]!.forEach((bound, k) => {
          columns[0]!.forEach((value, row) => {
            if (Number.isFinite(value)) expect(bins![row]! <= k).toBe(value <= bound);
          });
        });
      }),
      { numRuns: 40 },
    );
  });

  it('gives few values a bin each, a constant one bin, and what is not finite its own', () => {
    const columns = [column(1, 2, 2, 5), column(7, 7, 7, 7), column(1, Number.NaN, Number.POSITIVE_INFINITY, 3)];
    const bounds = findBounds(columns);
    expect(bounds.map((b) => [...b])).toEqual([[1.5, 3.5], [], [2]]);
    expect([...binColumns(columns, bounds)[2]!]).toEqual([0, MISSING_BIN, MISSING_BIN, 1]);
  });
});

describe('one tree', () => {
  it('splits where it helps most: worked out by hand', async () => {
    const columns = [column(1, 2, 3, 4), column(0, 1, 0, 1)];
    const targets = column(1, 1, 5, 9);
    // Splitting the first feature at 2.5 leaves (1,1) and (5,9): a squared error of 8 out of 44, the least of all.
    const { trees, start } = await boostTrees({ columns, targets }, { ...once, loss: squaredLoss, maxLeaves: 2 });
    expect(start).toBe(4);
    expect(trees[0]).toMatchObject({ feature: [0, -1, -1], threshold: [2.5, 0, 0], value: [0, -3, 3] });
  });

  it('fits distinct rows exactly once it has a leaf for each', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 2, maxLength: 40 }),
        async (targets) => {
          const rows = { columns: [Float64Array.from(targets.keys())], targets: Float64Array.from(targets) };
          const model = await boostTrees(rows, { ...once, loss: squaredLoss, maxLeaves: 64 });
          scoreRows(model, rows.columns).forEach((score, row) => {
            expect(score).toBeCloseTo(targets[row]!, 9);
          });
        },
      ),
    );
  });

  it('sends missing values where they belong, in training and in prediction', async () => {
    const columns = [column(1, 2, 3, Number.NaN, Number.NaN)];
    const rows = { columns, targets: column(0, 0, 8, 8, 8) };
    const model = await boostTrees(rows, { ...once, loss: squaredLoss, maxLeaves: 2 });
    expect([...scoreRows(model, columns)].map(Math.round)).toEqual([0, 0, 8, 8, 8]);
    expect(Math.round(scoreRows(model, [column(Number.POSITIVE_INFINITY)])[0]!)).toBe(8);
  });

  it('splits on being missing alone', async () => {
    const columns = [column(Number.NaN, 5, 5, Number.NaN)];
    const model = await boostTrees({ columns, targets: column(1, 3, 3, 1) }, { ...once, loss: squaredLoss });
    expect([...scoreRows(model, columns)].map((score) => +score.toFixed(9))).toEqual([1, 3, 3, 1]);
  });

  it('of constant features is the best constant', async () => {
    const model = await boostTrees(
      { columns: [column(3, 3, 3)], targets: column(1, 2, 9) },
      { ...once, loss: absoluteLoss },
    );
    expect([...scoreRows(model, [column(3)])]).toEqual([2]);
  });
});

/** 600 rows: the answer is a step of the first feature with noise; the second is noise. */
function noisySteps(seed: number) {
  const random = seededRandom(seed);
  const columns = [0, 1].map(() => Float64Array.from({ length: 600 }, random));
  const targets = columns[0]!.map((x) => (x < 0.5 ? 2 : 10) + (random() - 0.5) * 4);
  return { columns, targets };
}

describe('boosting', () => {
  it('by absolute error gives leaves their median, by pinball loss their quantile', async () => {
    const rows = noisySteps(1);
    for (const probability of [0.1, 0.5, 0.9]) {
      const model = await boostTrees(rows, { ...once, loss: quantileLoss(probability), maxLeaves: 2, minLeafRows: 20 });
      const [low] = scoreRows(model, [column(0.1), column(0.5)]);
      const leaf = rows.targets.filter((_, row) => rows.columns[0]![row]! <= model.trees[0]!.threshold[0]!).sort();
      expect(low).toBeCloseTo(quantile(leaf, probability), 9);
    }
  });

  it('keeps the trees up to the lowest validation loss', async () => {
    const validation = noisySteps(3);
    const options = { loss: squaredLoss, seed: 1, trees: 200, learningRate: 0.3, minLeafRows: 5 };
    const model = await boostTrees(noisySteps(1), { ...options, validation, patience: 10 });
    expect(model.trees.length).toBeLessThan(50);
    const errorWith = (trees: number) =>
      scoreRows({ ...model, trees: model.trees.slice(0, trees) }, validation.columns).reduce(
        (sum, score, row) => sum + (score - validation.targets[row]!) ** 2,
        0,
      );
    expect(errorWith(model.trees.length)).toBeLessThan(errorWith(1));
  });

  it('the same seed gives the same trees, another seed others; JSON keeps them whole', async () => {
    const grow = (seed: number) => boostTrees(noisySteps(1), { loss: absoluteLoss, seed, trees: 5, subsample: 0.5 });
    const trees = await grow(4);
    expect(await grow(4)).toEqual(trees);
    expect(await grow(5)).not.toEqual(trees);
    const { columns } = noisySteps(9);
    expect(scoreRows(JSON.parse(JSON.stringify(trees)), columns)).toEqual(scoreRows(trees, columns));
  });

  it('does not care in which order features stand', async () => {
    const { columns, targets } = noisySteps(5);
    const options = { loss: squaredLoss, seed: 1, trees: 10 };
    const turned = [columns[1]!, columns[0]!];
    expect(scoreRows(await boostTrees({ columns: turned, targets }, options), turned)).toEqual(
      scoreRows(await boostTrees({ columns, targets }, options), columns),
    );
  });

  it.each([
    [{ columns: [], targets: column() }, /no rows to grow trees from/],
    [{ columns: [column(1)], targets: column(1, 2) }, /feature 0 has 1 rows, expected 2/],
    [{ columns: [column(1, 2)], targets: column(1, Number.NaN) }, /target of row 1 is NaN/],
  ])('refuses rows that cannot be learned from', async (rows, message) => {
    await expect(boostTrees(rows, { ...once, loss: squaredLoss })).rejects.toThrow(message);
  });
});

describe('sampling and forests', () => {
  it('draws exactly the share asked for, in order, each row equally often', () => {
    const random = seededRandom(1);
    const drawn = new Float64Array(20);
    for (let i = 0; i < 2000; i++) {
      const rows = sampleRows(20, 0.3, random);
      expect(rows.length).toBe(6);
      for (const row of rows) drawn[row] = drawn[row]! + 1;
    }
    for (const count of drawn) expect(count / 2000).toBeCloseTo(0.3, 1);
  });

  it('a forest learns the step and is the mean of its trees', () => {
    const rows = noisySteps(1);
    const forest = growForest(rows, { seed: 3, trees: 20, minLeafRows: 20 });
    const [low, high] = scoreRows(forest, [column(0.2, 0.8), column(0.5, 0.5)]);
    expect(low).toBeCloseTo(2, 0);
    expect(high).toBeCloseTo(10, 0);
    const shuffled = permutation(20, seededRandom(1));
    const reordered = { ...forest, trees: Array.from(shuffled, (i) => forest.trees[i]!) };
    expect(scoreRows(reordered, rows.columns)[7]).toBeCloseTo(scoreRows(forest, rows.columns)[7]!, 9);
  });
});
