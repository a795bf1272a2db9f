import { expect, test } from 'vitest';
import { namesIn } from '../../src/storage/inputs/name-list';

test('one name a line, quotes, accents, emoji and HTML as they stand, blank lines and repeats passed over', () => {
  const text = '\uFEFFpan, "integral"\r\n"a, b"\n\n  jamón 🥓 \n<b>x</b>\n<b>x</b>\n';
  expect(namesIn(text)).toEqual(['pan, "integral"', 'a, b', 'jamón 🥓', '<b>x</b>']);
});
