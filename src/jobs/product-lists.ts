import type { Progress } from '../config/progress';
import { someNames } from '../config/some-names';
import { excludeProducts, parseProductMap } from '../products/baskets/basket-catalogue';
import type { ShopBaskets } from '../products/baskets/shop-baskets';
import { atLevels } from '../products/baskets/shop-baskets';
import { namesIn } from '../storage/inputs/name-list';
import type { JobContext } from './context/job-context';
import { readTextFile } from './context/text-file';
import type { LoadedData } from './lines/load-data';

/** The shop's own lists of products, read before any work begins. */
export interface ProductLists {
  /** Name of the file and the names in it that must never be recommended; null where no list was given. */
  exclude: { file: string; names: string[] } | null;
  /** Level of each mapped product, by name; null where no map was given. */
  levels: ReadonlyMap<string, string> | null;
  /** The files, as inputs of the run: other lists make other results. */
  inputs: LoadedData['inputs'];
}

/** Reads `--exclude` and `--product-map`, from disk or S3. Fails with the file and line that cannot be understood. */
export async function readProductLists(context: JobContext): Promise<ProductLists> {
  const { exclude, productMap } = context.settings;
  const lists: ProductLists = { exclude: null, levels: null, inputs: [] };
  if (exclude !== undefined) {
    const { text, input } = await readTextFile(context, '--exclude', exclude);
    lists.exclude = { file: exclude, names: namesIn(text) };
    lists.inputs.push({ ...input, list: 'exclude' });
  }
  if (productMap !== undefined) {
    const { text, input } = await readTextFile(context, '--product-map', productMap);
    lists.levels = parseProductMap(text, productMap);
    lists.inputs.push({ ...input, list: 'productMap' });
  }
  return lists;
}

/** Baskets at the level of the map, with the products of the exclusion list marked. Names nobody sells are told. */
export function applyProductLists(
  baskets: ShopBaskets,
  { exclude, levels }: ProductLists,
  progress: Progress,
): { baskets: ShopBaskets; excluded: Uint8Array | undefined } {
  const mapped = levels === null ? baskets : atLevels(baskets, levels);
  if (exclude === null) return { baskets: mapped, excluded: undefined };
  const { excluded, unknown } = excludeProducts(mapped.products, exclude.names, exclude.file);
  if (unknown.length > 0) {
    const text = `${exclude.file}: no product is called ${someNames(unknown.map((name) => JSON.stringify(name)))}`;
    progress.note(text, `${unknown.length} names of the exclusion list are no product's`);
  }
  return { baskets: mapped, excluded };
}
