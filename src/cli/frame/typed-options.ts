import { Option } from 'commander';
import type { CommandOption } from '../../config/errors';
import { OPTIONS, type OptionName } from './options';

/** Options of these names that were typed, with the values typed, for another command line that has them too. */
export function typedOptions(names: readonly OptionName[], flags: Readonly<Record<string, unknown>>): CommandOption[] {
  return names.flatMap((name): CommandOption[] => {
    const option = new Option(OPTIONS[name].flags);
    const given = flags[option.attributeName()];
    if (given === undefined) return [];
    const flag = option.long!;
    if (typeof given === 'boolean') return [{ flag }];
    return [given].flat().map((value) => ({ flag, value: String(value) }));
  });
}
