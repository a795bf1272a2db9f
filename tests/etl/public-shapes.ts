import type { Content } from './etl-fixture';

/** One purchase line as it is meant, whatever the file looks like. */
export interface MeantLine {
  day: string;
  usuario: string;
  producto: string;
  cantidad: number;
  precio: number;
  ticket: string;
}

/** A file as some public data set or till writes it. */
export interface PublicShape {
  name: string;
  content: Content;
  /** Options under which it is read right. */
  options: readonly string[];
  /** The lines that are kept. */
  lines: readonly MeantLine[];
}

const PRODUCTS = ['PAN', 'LECHE', 'ARROZ', 'CAFÉ', 'ACEITE', 'TÉ', 'SAL'];

/** Nine customers who buy on days of three months; a line in ten is missing its customer where that is asked for. */
export function meantLines(): MeantLine[] {
  const lines: MeantLine[] = [];
  for (let visit = 0; visit < 108; visit++) {
    const day = new Date(Date.UTC(2023, 9, 1) + Math.floor((visit * 92) / 108) * 86_400_000).toISOString().slice(0, 10);
    for (let line = 0; line < 1 + (visit % 3); line++) {
      const at = visit * 3 + line;
      lines.push({
        day,
        usuario: String(17850 + (visit % 9)),
        producto: PRODUCTS[at % PRODUCTS.length]!,
        cantidad: 1 + ((at * 7) % 13),
        precio: ((at * 977) % 250_000) / 100 + 0.5,
        ticket: String(536365 + visit),
      });
    }
  }
  return lines;
}

const LINES = meantLines();
const DAY_NAMES = ['domingo', 'lunes', 'martes', 'miércoles', 'jueves', 'viernes', 'sábado'];
const MONTHS_ES = [
  'enero',
  'febrero',
  'marzo',
  'abril',
  'mayo',
  'junio',
  'julio',
  'agosto',
  'septiembre',
  'octubre',
  'noviembre',
  'diciembre',
];
const MONTHS_EN = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const parts = ({ day }: MeantLine) => ({ y: day.slice(0, 4), m: day.slice(5, 7), d: day.slice(8) });
const short = (digits: string): string => String(Number(digits));
const dotted = (value: number): string =>
  value
    .toFixed(2)
    .replace('.', ',')
    .replace(/\B(?=(\d{3})+,)/g, '.');
const grouped = (value: number): string => value.toFixed(2).replace(/\B(?=(\d{3})+\.)/g, ',');
const table = (header: string, row: (line: MeantLine, at: number) => string, lines = LINES): string =>
  `${[header, ...lines.map(row)].join('\n')}\n`;
const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');
const utf16be = (text: string): Buffer => Buffer.from(`\ufeff${text}`, 'utf16le').swap16();

export const PUBLIC_SHAPES: readonly PublicShape[] = [
  {
    name: 'UCI Online Retail: m/d/Y with a time, a ticket, unit prices, a fifth of the lines without a customer',
    content: table('InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country', (line, at) => {
      const { y, m, d } = parts(line);
      const customer = at % 5 === 0 ? '' : line.usuario;
      return `${line.ticket},${line.producto},"BAG, RED",${line.cantidad},${short(m)}/${short(d)}/${y} 8:26,${line.precio},${customer},United Kingdom`;
    }),
    options: [
      '--columns',
      'fecha_compra=InvoiceDate,usuario=CustomerID,producto=StockCode,cantidad=Quantity,precio=UnitPrice,ticket=InvoiceNo',
      '--date-format',
      '%m/%d/%Y %H:%M',
      '--price-is',
      'unit',
      '--max-rejected-share',
      'usuario_vacio=0.21',
    ],
    lines: LINES.filter((_, at) => at % 5 !== 0),
  },
  {
    name: 'Ta-Feng: AMOUNT is the quantity, SALES_PRICE the price',
    content: table(
      'TRANSACTION_DT,CUSTOMER_ID,AGE_GROUP,PIN_CODE,PRODUCT_SUBCLASS,PRODUCT_ID,AMOUNT,ASSET,SALES_PRICE',
      (line) => {
        const { y, m, d } = parts(line);
        return `${short(m)}/${short(d)}/${y},${line.usuario},45-49,115,110411,${line.producto},${line.cantidad},24,${line.precio}`;
      },
    ),
    options: [
      '--columns',
      'fecha_compra=TRANSACTION_DT,usuario=CUSTOMER_ID,producto=PRODUCT_ID,cantidad=AMOUNT,precio=SALES_PRICE',
      '--date-format',
      '%m/%d/%Y',
    ],
    lines: LINES,
  },
  {
    name: 'dunnhumby: days as digits, the basket, what was spent',
    content: table(
      'SHOP_WEEK,SHOP_DATE,SHOP_WEEKDAY,SHOP_HOUR,QUANTITY,SPEND,PROD_CODE,CUST_CODE,CUST_PRICE_SENSITIVITY,BASKET_ID,STORE_CODE',
      (line) =>
        `200607,${line.day.replaceAll('-', '')},4,19,${line.cantidad},${line.precio},${line.producto},${line.usuario},UM,${line.ticket},STORE00001`,
    ),
    options: [
      '--columns',
      'fecha_compra=SHOP_DATE,usuario=CUST_CODE,producto=PROD_CODE,cantidad=QUANTITY,precio=SPEND,ticket=BASKET_ID',
      '--date-format',
      '%Y%m%d',
      '--price-is',
      'line',
    ],
    lines: LINES,
  },
  {
    name: 'Olist: items of orders, each a line of its own without a quantity',
    content: table(
      '"order_id","customer_unique_id","product_id","price","order_purchase_timestamp"',
      ({ ticket, usuario, producto, precio, day }) =>
        `"${ticket}","${usuario}","${producto}",${precio},"${day} 10:56:33"`,
    ),
    options: [
      '--columns',
      'fecha_compra=order_purchase_timestamp,usuario=customer_unique_id,producto=product_id,cantidad=,precio=price,ticket=order_id',
    ],
    lines: LINES.map((line) => ({ ...line, cantidad: 1 })),
  },
  {
    name: 'events of a web shop: … UTC',
    content: table(
      'event_time,event_type,product_id,category_code,qty,price,user_id,user_session',
      (line) =>
        `${line.day} 23:59:30 UTC,purchase,${line.producto},electronics,${line.cantidad},${line.precio},${line.usuario},${line.ticket}`,
    ),
    options: ['--columns', 'fecha_compra=event_time,usuario=user_id,producto=product_id,cantidad=qty,precio=price'],
    lines: LINES,
  },
  {
    name: 'a log: epoch milliseconds, pipes',
    content: table('user|order|item|qty|price|ts', (line) =>
      [line.usuario, line.ticket, line.producto, line.cantidad, line.precio, Date.parse(`${line.day}T12:00:00Z`)].join(
        '|',
      ),
    ),
    options: [
      '--columns',
      'fecha_compra=ts,usuario=user,producto=item,cantidad=qty,precio=price,ticket=order',
      '--date-format',
      '%Q',
    ],
    lines: LINES,
  },
  {
    name: 'SAP in Spanish: Latin-1, titles above, points between thousands, decimal commas',
    content: latin1(
      `Listado de ventas;;;;;\nUsuario: ñandú;;;;;\n\n${table(
        'Fecha doc.;Cliente;Artículo;Cantidad;Importe neto;Nº pedido',
        (line) => {
          const { y, m, d } = parts(line);
          return `${d}.${m}.${y};${line.usuario};${line.producto};${line.cantidad},000;${dotted(line.precio)};${line.ticket}`;
        },
      )}`,
    ),
    options: [
      '--encoding',
      'latin1',
      '--skip-lines',
      '3',
      '--columns',
      'fecha_compra=Fecha_doc.,usuario=Cliente,producto=Artículo,precio=Importe_neto,ticket=Nº_pedido',
      '--date-format',
      '%d.%m.%Y',
      '--decimal',
      ',',
      '--thousands',
      '.',
      '--price-is',
      'line',
    ],
    lines: LINES,
  },
  {
    name: 'a till in Brazil: R$, unit prices, the coupon',
    content: latin1(
      table('Data da Venda;Cód. Cliente;Descrição do Produto;Qtde;Valor Unitário;Nº Cupom', (line) => {
        const { y, m, d } = parts(line);
        return `${d}/${m}/${y} 18:05;${line.usuario};${line.producto};${line.cantidad};R$ ${dotted(line.precio)};${line.ticket}`;
      }),
    ),
    options: [
      '--encoding',
      'latin1',
      '--columns',
      'fecha_compra=Data_da_Venda,usuario=Cód._Cliente,producto=Descrição_do_Produto,cantidad=Qtde,precio=Valor_Unitário,ticket=Nº_Cupom',
      '--date-format',
      '%d/%m/%Y %H:%M',
      '--decimal',
      ',',
      '--thousands',
      '.',
      '--price-is',
      'unit',
    ],
    lines: LINES,
  },
  {
    name: 'a till in Germany: years of two digits, euros',
    content: table('Belegdatum;Kunden-Nr.;Artikelnummer;Menge;Einzelpreis;Bon-Nr.', (line) => {
      const { y, m, d } = parts(line);
      return `${d}.${m}.${y.slice(2)};${line.usuario};${line.producto};${line.cantidad};${dotted(line.precio)} €;${line.ticket}`;
    }),
    options: [
      '--columns',
      'fecha_compra=Belegdatum,usuario=Kunden-Nr.,producto=Artikelnummer,cantidad=Menge,precio=Einzelpreis,ticket=Bon-Nr.',
      '--date-format',
      '%d.%m.%y',
      '--decimal',
      ',',
      '--thousands',
      '.',
      '--price-is',
      'unit',
    ],
    lines: LINES,
  },
  {
    name: 'Excel’s “Unicode text” in Spanish: UTF-16, tabs, a. m. and p. m.',
    content: Buffer.from(
      `\ufeff${table('Fecha y hora\tID Cliente\tProducto\tUnidades\tPrecio', (line) => {
        const { y, m, d } = parts(line);
        return `${short(d)}/${m}/${y} 11:15:00 p. m.\t${line.usuario}\t${line.producto}\t${line.cantidad}\t${line.precio.toFixed(2).replace('.', ',')}`;
      }).replaceAll('\n', '\r\n')}`,
      'utf16le',
    ),
    options: [
      '--encoding',
      'utf-16le',
      '--columns',
      'fecha_compra=Fecha_y_hora,usuario=ID_Cliente,cantidad=Unidades',
      '--date-format',
      '%d/%m/%Y %I:%M:%S %p',
      '--decimal',
      ',',
    ],
    lines: LINES,
  },
  {
    name: 'UTF-16 of the other order',
    content: utf16be(
      table('fecha_compra,usuario,producto,cantidad,precio', (line) =>
        [line.day, line.usuario, line.producto, line.cantidad, line.precio].join(','),
      ),
    ),
    options: ['--encoding', 'utf-16be'],
    lines: LINES,
  },
  {
    name: 'names with a comma and brackets, days in Spanish words',
    content: table('Día de compra,Socio,Producto,Cantidad (uds),"Precio, total"', (line) => {
      const date = new Date(`${line.day}T00:00:00Z`);
      const day = `${DAY_NAMES[date.getUTCDay()]}, ${date.getUTCDate()} de ${MONTHS_ES[date.getUTCMonth()]} de ${date.getUTCFullYear()}`;
      return `"${day}",${line.usuario},${line.producto},${line.cantidad},${line.precio}`;
    }),
    options: [
      '--columns',
      'fecha_compra=Día_de_compra,usuario=Socio,cantidad=Cantidad_(uds),precio="Precio,_total"',
      '--date-format',
      '%a, %d de %b de %Y',
      '--price-is',
      'line',
    ],
    lines: LINES,
  },
  {
    name: 'a spreadsheet in English: 31-Mar-22, $1,234.50',
    content: table('Purchase Date,Member No,Item Name,Units,Total', (line) => {
      const { y, m, d } = parts(line);
      return `${d}-${MONTHS_EN[Number(m) - 1]}-${y.slice(2)},${line.usuario},${line.producto},${line.cantidad},"$${grouped(line.precio)}"`;
    }),
    options: [
      '--columns',
      'fecha_compra=Purchase_Date,usuario=Member_No,producto=Item_Name,cantidad=Units,precio=Total',
      '--date-format',
      '%d-%b-%y',
      '--thousands',
      ',',
      '--price-is',
      'line',
    ],
    lines: LINES,
  },
  {
    name: 'two formats in one file, where a spreadsheet took some days for its own',
    content: table('fecha_compra,usuario,producto,cantidad,precio', (line) => {
      const { y, m, d } = parts(line);
      const date = Number(d) > 12 ? `${d}-${m}-${y}` : `${short(d)}/${short(m)}/${y}`;
      return [date, line.usuario, line.producto, line.cantidad, line.precio].join(',');
    }),
    options: ['--date-format', '%d-%m-%Y', '--date-format', '%d/%m/%Y'],
    lines: LINES,
  },
  {
    name: 'no header, blanks between the fields',
    content: LINES.map(
      (line) =>
        ` ${line.day.replaceAll('-', '')}   ${line.usuario} ${line.producto}\t${line.cantidad}  ${line.precio.toFixed(2)}\n`,
    ).join(''),
    options: ['--no-header', '--separator', 'space', '--date-format', '%Y%m%d'],
    lines: LINES,
  },
  {
    name: 'no header, columns in another order',
    content: LINES.map(
      (line) => `${line.usuario};${line.producto};${line.precio.toFixed(2)};${line.cantidad};${line.day}\n`,
    ).join(''),
    options: [
      '--no-header',
      '--separator',
      ';',
      '--columns',
      'fecha_compra=5,usuario=1,producto=2,cantidad=4,precio=3',
    ],
    lines: LINES,
  },
];
