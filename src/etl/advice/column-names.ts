import { nearestName } from '../../config/nearest-name';
import type { LineColumn } from '../rejects/reject-reasons';

/** No column has so long a name; a text without end would be compared without end. */
const MOST_CHARS = 200;

/** A name as synonyms are written: without accents, `CustomerID` as `customer_id`, `Cantidad (uds.)` as `cantidad_uds`. */
export function plainName(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/ß/g, 'ss')
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z\d]+/g, '_')
    .replace(/^_+|_+$/g, '');
}

interface Names {
  /** Names under which other systems export the column (Spanish, Portuguese, English, German), likeliest first. */
  known: readonly RegExp[];
  /** Names that only look like it. */
  never: RegExp;
}

/** A number, code or key of something. */
const KEY = '(?:_?(?:unique_)?(?:id|ids|no|nr|num|nro|numero|nummer|number|code|codigo|cod|key|hash))?';
const CUSTOMER =
  '(?:customer|cust|client|cliente|clientes|kunde|kunden|user|usuario|member|miembro|household|hogar|socio|shopper|visitor|buyer|comprador|consumidor|afiliado|tarjeta|loyalty_card|kundenkarte|card|rut|dni|cpf|cnpj|nif)';
const PRODUCT =
  '(?:product|prod|producto|produto|produkt|item|articulo|artigo|artikel|art|sku|stock|material|mercaderia|mercadoria|ware|upc|ean|gtin|plu)';
const TICKET =
  '(?:ticket|tickets|basket|order|invoice|transaction|trans|receipt|bill|factura|pedido|boleta|folio|compra|venta|nota_fiscal|nota|cupom|cupon|comprobante|bon|beleg|rechnung|rechnungs|auftrag|auftrags|bestellung|warenkorb|session)';
const DATE_OF =
  '(?:compra|venta|venda|pedido|factura|facturacion|ticket|transaccion|transacao|operacion|emision|emissao|documento|order|invoice|transaction|trans|purchase|sale|sales|shop|receipt|posting|basket|event)';

const whole = (pattern: string): RegExp => new RegExp(`^(?:${pattern})$`);
const part = (pattern: string): RegExp => new RegExp(`(?:^|_)(?:${pattern})(?:_|$)`);

const COLUMN_NAMES: Record<LineColumn, Names> = {
  fecha_compra: {
    known: [
      whole(
        `(?:fecha|fec|data|date|dt|dia|day|datum)(?:_(?:de|da|do|del|of))?(?:_la)?_${DATE_OF}|${DATE_OF}_?(?:date|dt|datum|day|timestamp|time|datetime|purchase_timestamp)`,
      ),
      whole('(?:kauf|verkaufs|beleg|buchungs|rechnungs|bestell|auftrags)_?(?:datum|tag)'),
      whole(
        'fecha|date|data|datum|fecha_?hora|date_?time|data_?hora|datetime|timestamp|time_?stamp|fec|dt|dia|day|tag|ts',
      ),
      part('fecha|date|data|datum|timestamp|dt|fec'),
      part('time|day|dia'),
    ],
    never:
      /birth|nacim|nascim|geburt|deliver|entrega|liefer|expir|vencim|ship|envio|approv|estimat|created|signup|alta|registr|week|month|year|hour|since|dow/,
  },
  usuario: {
    known: [
      whole('(?:customer|client|cliente|user)_unique_id'),
      whole(`${CUSTOMER}${KEY}|(?:id|cod|codigo|nro|num|numero|no|nr)_?(?:de_|do_|del_)?${CUSTOMER}`),
      part(CUSTOMER),
    ],
    never:
      /type|tipo|typ$|segment|gender|sex|genero|age|edad|idade|city|ciudad|state|country|group|grupo|gruppe|zip|postal|lat|lng|lon|stat|level|nivel|since|name$|nombre$|nome$/,
  },
  producto: {
    known: [
      whole(`${PRODUCT}${KEY}|${PRODUCT}_?nummer|(?:id|cod|codigo|nro|num|numero|no|nr)_?(?:de_|do_|del_)?${PRODUCT}`),
      whole(
        `(?:nombre|nome|name|desc|descripcion|descricao|description|bezeichnung|detalle|glosa)(?:_(?:de|del|do|da|of))?(?:_(?:el|la))?(?:_${PRODUCT})?|${PRODUCT}_?(?:name|nombre|nome|desc|description|descripcion|descricao|bezeichnung|title|text)`,
      ),
      part(PRODUCT),
    ],
    never:
      /price|precio|preco|preis|qty|quant|cantidad|menge|count|anzahl|weight|peso|categ|line$|linea|type|tipo|group|grupo|gruppe|brand|marca|class|dep|seq|photos|length|height|width|order_item/,
  },
  cantidad: {
    known: [
      whole(
        'cantidad|quantity|quantidade|menge|anzahl|qty|qtd|qtde|qtd_?e|cant|ctd|units|unidades|unid|uds|und|stuck|stueck|stk|stuckzahl|stueckzahl|piezas|pcs',
      ),
      part(
        'cantidad|quantity|quantidade|menge|anzahl|qty|qtd|qtde|cant|units|unidades|uds|stuck|stueck|stk|piezas|pieces|num_units|volume',
      ),
      whole('amount|count|numero|number'),
    ],
    never: /price|precio|preco|preis|unit_?price|medida|measure|uom|einheit|total_price|id$/,
  },
  precio: {
    known: [
      whole('precio|price|preco|preis|importe|pvp|sales_?price'),
      part(
        '(?:precio|price|preco|preis|valor|importe|costo|vl|vlr)_?(?:unit|unitario|unitaria|uni|un|unidad|por_unidad|each|per_unit|pro_stuck)|unit_?(?:price|cost)|(?:einzel|stuck|stueck)_?preis|einzelpreis|stuckpreis',
      ),
      part('precio|price|preco|preis|pvp'),
      part(
        'importe|total|amount|sales_?value|sales|spend|valor|value|umsatz|betrag|monto|gesamtpreis|gesamt|gesamtbetrag|neto|netto|net|subtotal|revenue|venta|ventas',
      ),
    ],
    never:
      /tax|iva|impuesto|imposto|steuer|mwst|discount|descuento|desconto|rabatt|disc|freight|frete|flete|margin|margen|cogs|income|rating|items|units|cantidad|qty|quant|currency|moneda|wahrung/,
  },
  ticket: {
    known: [
      whole(
        `${TICKET}${KEY}|(?:id|cod|codigo|nro|num|numero|no|nr|folio)_?(?:de_|do_|da_|del_)?(?:la_)?${TICKET}|(?:bon|beleg|rechnungs|auftrags|kassenbon)_?(?:nr|nummer)`,
      ),
      part(`(?:${TICKET})_(?:id|no|nr|number|num|code)`),
    ],
    never:
      /date|fecha|datum|data|_dt$|item|seq|line|linea|status|time|type|tipo|dow|hour|hora|total|product|value|valor|store|amount/,
  },
};

/** How surely a name stands for `column`, expected as `expected`: 0 for not at all. */
export function nameScore(column: LineColumn, expected: string, name: string): number {
  if (name.length > MOST_CHARS) return 0;
  const plain = plainName(name);
  if (plain === plainName(expected)) return 100;
  const { known, never } = COLUMN_NAMES[column];
  if (nearestName(plainName(expected), [plain]) !== undefined) return 90;
  if (plain === '' || never.test(plain)) return 0;
  const at = known.findIndex((pattern) => pattern.test(plain));
  return at < 0 ? 0 : 80 - 10 * at;
}

/** What a price column's name says about its values, if anything. */
export function priceMeaning(name: string): 'unit' | 'line' | null {
  const plain = plainName(name);
  const [, unit, , total] = COLUMN_NAMES.precio.known;
  if (unit!.test(plain)) return 'unit';
  // A “sales price” may be either.
  const isPrice = /(?:^|_)(?:precio|price|preco|preis|pvp)(?:_|$)/.test(plain) && !/total/.test(plain);
  return total!.test(plain) && !isPrice ? 'line' : null;
}
