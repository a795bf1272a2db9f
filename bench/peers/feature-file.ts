import { literal } from '../../src/engine/dialect';
import type { Engine } from '../../src/engine/engine';
import type { Dataset } from '../../src/features/dataset';
import { HISTORY_COLUMNS, historyOf } from '../../src/features/day-history';
import { FEATURE_NAMES } from '../../src/features/feature-list';

/** The rows of features.parquet, split as `recompra train` splits them; answers as they are known at the end. */
export interface FeatureFile {
  horizon: number;
  /** Epoch days on which training may look last: those of the first validation and of the first test origin. */
  firstValidation: number;
  firstTest: number;
  /** Rows that settings are chosen on. */
  train: Dataset;
  validation: Dataset;
  /** All that may be seen before the first test origin. */
  fit: Dataset;
  test: Dataset;
}

/** Reads the file that `recompra features` writes. */
export async function readFeatureFile(engine: Engine, path: string): Promise<FeatureFile> {
  await engine.run(`
    CREATE OR REPLACE TABLE exported AS
    -- a row: a customer on an origin, customers numbered in the order of their names
    SELECT CAST(dense_rank() OVER (ORDER BY cliente_id) - 1 AS INTEGER) AS cliente,
           ${engine.dialect.epochDay('fecha_corte')} AS corte, parte, dias_restringidos,
           ${FEATURE_NAMES.map((name) => `CAST(${name} AS DOUBLE) AS ${name}`).join(', ')},
           ${HISTORY_COLUMNS.join(', ')},
           CAST(dias_siguiente AS DOUBLE) AS dias_siguiente
    FROM read_parquet(${literal(path)})`);
  const [facts] = await engine.rows<{ horizon: number; validation: number; test: number }>(`
    SELECT CAST(max(dias_restringidos) AS INTEGER) AS horizon,
           min(CASE WHEN parte = 'validation' THEN corte END) AS validation,
           min(CASE WHEN parte = 'test' THEN corte END) AS test
    FROM exported`);
  const { horizon, validation, test } = facts!;
  return {
    horizon,
    firstValidation: validation,
    firstTest: test,
    train: await rowsWhere(engine, "parte = 'train'"),
    validation: await rowsWhere(engine, "parte = 'validation'"),
    fit: await rowsWhere(engine, `corte <= ${test - horizon}`),
    test: await rowsWhere(engine, "parte = 'test'"),
  };
}

async function rowsWhere(engine: Engine, condition: string): Promise<Dataset> {
  const table = await engine.columns(`SELECT * FROM exported WHERE ${condition} ORDER BY corte, cliente`);
  const origin = table.ints('corte');
  return {
    length: table.length,
    customer: table.ints('cliente'),
    origin,
    features: FEATURE_NAMES.map((name) => table.floats(name)),
    history: historyOf((name) => table.ints(name)),
    nextDay: table.floats('dias_siguiente').map((days, row) => days + origin[row]!),
  };
}
