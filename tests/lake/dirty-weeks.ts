/** A shop's export of some weeks, a file a week, as people leave it: `;`, decimal commas, measures, tickets, dirt. */
export const DIRTY_READING = {
  columns: {
    fecha_compra: 'Fecha',
    usuario: 'Cliente',
    producto: 'Articulo',
    cantidad: 'Unid',
    precio: 'Importe',
    ticket: 'Ticket',
  },
  decimal: ',' as const,
  thousands: '.' as const,
  dateFormat: ['%d/%m/%Y'],
  priceIs: 'line' as const,
  missing: ['sin dato', '-'],
};

const HEADER = 'Fecha;Cliente;Articulo;Unid;Importe;Ticket';

/** Of each week: the name of its file and its text; customers buy every few days, some lines cannot be used. */
export function dirtyWeeks(weeks: number, customers = 12): Map<string, string> {
  const files = new Map<string, string>();
  for (let week = 0; week < weeks; week++) {
    const lines = [HEADER];
    for (let day = 7 * week; day < 7 * week + 7; day++) {
      const date = new Date(Date.UTC(2014, 0, 1 + day)).toISOString().slice(0, 10).split('-').reverse().join('/');
      for (let customer = 0; customer < customers; customer++) {
        if ((day + customer) % (3 + (customer % 4)) !== 0) continue;
        const ticket = `T${day}-${customer}`;
        lines.push(`${date};c${customer};pan;${8 + (customer % 3)};1.0${customer % 10}2,50;${ticket}`);
        lines.push(`${date};c${customer};"leche, entera";${4 + (day % 3)};3,20;${ticket}`);
        lines.push(`${date};c${customer};queso;0,${250 + customer};${4 + customer},75;${ticket}`);
        if (day % 5 === 0) lines.push(`${date};c${customer};pan;-1;-1,20;${ticket}-R`);
      }
    }
    lines.push(`31/02/2014;c1;pan;1;1;T`, `${lines[1]!.split(';')[0]};sin dato;pan;1;1,00;T`);
    // A line of the week before, come late.
    if (week > 0)
      lines.push(
        `${String(7 * week)
          .padStart(2, '0')
          .replace(/^(\d\d)$/, '$1')}/01/2014;c0;huevos;12;2,10;late`,
      );
    files.set(`semana-${week}.csv`, `${lines.join('\r\n')}\r\n`);
  }
  return files;
}
