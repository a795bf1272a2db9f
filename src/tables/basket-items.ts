import type { Columns, Relation } from '../engine/relation';
import { column, relation, values } from '../engine/relation';

export const BASKET_COLUMNS: Columns = {
  cliente: column('INTEGER', 'number of the customer'),
  dia: column('INTEGER', 'the day', 'epoch day'),
  product: column('INTEGER', 'number of the product'),
};

export interface BasketTables {
  lines: Relation;
  customers: Relation;
  products: Relation;
  counted: Relation;
}

/**
 * The baskets of the counted days, ascending, so that those of some customers lie together. A product bought on several
 * lines of a day counts once.
 */
export function basketItems({ lines, customers, products, counted }: BasketTables): Relation {
  return relation({
    name: 'basket_items',
    row: "a product in a customer's basket of a day",
    of: { lines, customers, products, counted },
    columns: BASKET_COLUMNS,
    select: (dialect, t) => `
    SELECT DISTINCT d.cliente, d.dia, p.product
    FROM ${t.lines} AS l
    JOIN ${t.customers} AS c ON c.usuario = l.usuario
    JOIN ${t.counted} AS d ON d.cliente = c.cliente AND d.dia = ${dialect.epochDay('l.fecha')}
    JOIN ${t.products} AS p ON p.producto = l.producto
    ORDER BY 1, 2, 3`,
  });
}

/**
 * The same baskets with products replaced by the levels of a product map, each once a basket.
 *
 * @param levels level of each product, by number
 */
export function levelItems(items: Relation, levels: Int32Array): Relation {
  return relation({
    name: 'level_items',
    row: "a level of products in a customer's basket of a day",
    of: { items, levels: productLevels(levels) },
    columns: { ...BASKET_COLUMNS, product: column('INTEGER', 'number of the level') },
    select: (_, t) => `
    SELECT DISTINCT i.cliente, i.dia, v.level AS product
    FROM ${t.items} AS i
    JOIN ${t.levels} AS v ON v.product = i.product
    ORDER BY 1, 2, 3`,
  });
}

function productLevels(levels: Int32Array): Relation {
  return values(
    {
      name: 'product_levels',
      row: 'a product that was ever bought',
      columns: {
        product: column('INTEGER', 'number of the product'),
        level: column('INTEGER', 'number of its level, in the order of the names'),
      },
    },
    {
      product: { type: 'INTEGER', values: levels.map((_, product) => product) },
      level: { type: 'INTEGER', values: levels },
    },
  );
}
