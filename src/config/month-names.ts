/** Names of the months in Spanish, English, Portuguese and German, whole and shortened, without accents. */
export const MONTHS: readonly (readonly string[])[] = [
  ['enero', 'january', 'janeiro', 'januar', 'janner', 'ene', 'jan'],
  ['febrero', 'february', 'fevereiro', 'februar', 'feb', 'fev'],
  ['marzo', 'march', 'marco', 'marz', 'mar', 'mrz'],
  ['abril', 'april', 'abr', 'apr'],
  ['mayo', 'may', 'maio', 'mai'],
  ['junio', 'june', 'junho', 'juni', 'jun'],
  ['julio', 'july', 'julho', 'juli', 'jul'],
  ['agosto', 'august', 'ago', 'aug'],
  ['septiembre', 'setiembre', 'september', 'setembro', 'sept', 'sep', 'set'],
  ['octubre', 'october', 'outubro', 'oktober', 'oct', 'out', 'okt'],
  ['noviembre', 'november', 'novembro', 'nov'],
  ['diciembre', 'december', 'dezembro', 'dezember', 'dic', 'dec', 'dez'],
];

/** Names of weekdays in the same four languages. */
export const WEEKDAYS: readonly string[] =
  'lunes martes miercoles jueves viernes sabado domingo lun mar mie jue vie sab dom monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun segunda terca quarta quinta sexta segunda-feira terca-feira quarta-feira quinta-feira sexta-feira seg ter qua qui sex montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so'.split(
    ' ',
  );

/** Any of these words, the longest first, with the point of a shortened one. */
function anyOf(words: readonly string[]): string {
  return `(${[...words].sort((a, b) => b.length - a.length).join('|')})[.]?`;
}

export const ANY_MONTH = anyOf(MONTHS.flat());
export const ANY_WEEKDAY = anyOf(WEEKDAYS);
