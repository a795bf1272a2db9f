import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BasketHistory } from '../../src/products/baskets/basket-history';
import { CANDIDATE_FEATURES } from '../../src/products/candidates/candidate-features';
import { rankingRows } from '../../src/products/candidates/ranking-rows';
import type { AnsweredCases } from '../../src/products/methods/answered-cases';

/**
 * Writes the candidates of these cases for a ranker in another language, little-endian: `NAME.features.f32`
 * [rows × features], `NAME.bought.u8`, `NAME.start.i32` [cases + 1], `NAME.weight.f32`, `NAME.truth.i32` (products
 * bought), `NAME.customer.i32`, and `features.txt`.
 */
export async function exportCandidates(
  folder: string,
  history: BasketHistory,
  blocks: Readonly<Record<string, AnsweredCases>>,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'features.txt'), CANDIDATE_FEATURES.join('\n'));
  for (const [name, cases] of Object.entries(blocks)) {
    const { features, bought, start, weight } = await rankingRows(history, cases);
    const truth = Int32Array.from(cases.next, (next) => history.basketStart[next + 1]! - history.basketStart[next]!);
    const columns = {
      'features.f32': features,
      'bought.u8': bought,
      'start.i32': start,
      'weight.f32': weight,
      'truth.i32': truth,
      'customer.i32': cases.customer,
    };
    for (const [column, values] of Object.entries(columns)) {
      await writeFile(join(folder, `${name}.${column}`), values);
    }
  }
}
