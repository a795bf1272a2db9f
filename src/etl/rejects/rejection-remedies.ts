import type { LineCounts } from './line-counts';
import type { RejectReason } from './reject-reasons';

/** Where to look for what may mend most of the rejected lines; no settings could be proved to do so. */
export function rejectionRemedies({ reasons, linesRejected }: LineCounts): string[] {
  const main = reasons[0]!;
  const specific = main.lines * 2 >= linesRejected ? remedyFor(main.reason) : [];
  return [...specific, 'look at the lines above, and if they may be left out raise --max-rejected-share'];
}

/** What may mend the lines rejected for one reason; empty where nothing is known. */
export function remedyFor(reason: RejectReason): string[] {
  switch (reason) {
    case 'fecha_invalida':
      return ['say how the dates are written with --date-format (docs/input.md lists formats)'];
    case 'codificacion':
      return ['say in which --encoding the file was written'];
    case 'campos_de_mas':
    case 'campos_de_menos':
      return ['check the separator of the fields (--separator)'];
    case 'cantidad_no_entera':
    case 'precio_invalido':
      return ['check how its numbers are written'];
    default:
      return [];
  }
}
