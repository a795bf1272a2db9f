import type { Engine } from '../engine/engine';

/**
 * Builds `next_purchases(cliente, corte, next_day)`: for each feature row the first purchase day after its origin
 * (epoch day, DOUBLE), NULL where the data end first. The only place that looks past an origin.
 */
export async function buildNextPurchases(engine: Engine): Promise<void> {
  await engine.run(`
    CREATE OR REPLACE TABLE next_purchases AS
    -- the purchase after the n-th is the (n + 1)-th
    SELECT f.cliente, f.corte, CAST(d.dia AS DOUBLE) AS next_day
    FROM feature_rows AS f
    LEFT JOIN purchase_days AS d ON d.cliente = f.cliente AND d.n = f.n_purchases + 1
    ORDER BY f.corte, f.cliente`);
}
