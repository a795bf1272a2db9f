import { Command, Option } from 'commander';
import type { CommandDefinition } from './frame/command';
import type { OptionDefinition } from './frame/options';
import { COMMON_OPTIONS, OPTIONS, SCREEN_OPTIONS } from './frame/options';
import { recurrenceHelp } from './frame/recurrence-keys';

/** What the user asked for. */
export interface Invocation {
  definition: CommandDefinition;
  /** Values by attribute name, as typed; only options that were given. */
  given: Record<string, unknown>;
  options: readonly NamedOption[];
}

/** An option with the names commander derives from its flags. */
export interface NamedOption {
  definition: OptionDefinition;
  /** `--as-of` */
  long: string;
  /** `asOf` */
  attribute: string;
}

interface ProgramOptions {
  version: string;
  /** Whether the help lists every option, and not the common ones alone. */
  wholeHelp: boolean;
  /** Receives the chosen command. */
  invoke: (invocation: Invocation) => Promise<void>;
}

/** Asks for the help with every option. */
export const WHOLE_HELP = '--help-all';

const OVERVIEW = `
recompra <command> --help shows a command's common options, ${WHOLE_HELP} all of them.
Settings come from flags, then RECOMPRA_* variables (RECOMPRA_AS_OF, RECOMPRA_CSV_DATE_FORMAT, …), then the config
file (recompra config --example), then defaults.
Exit codes: 0 ok, 1 unexpected, 2 usage or settings, 3 data, 4 model missing or incompatible, 5 quality gate,
130 interrupted.`;

/** The parser of the whole command line. Parse errors are thrown, not printed. */
export function buildProgram(definitions: readonly CommandDefinition[], options: ProgramOptions): Command {
  const program = new Command('recompra')
    .description('When each recurrent customer buys next, and what: from purchase lines in a CSV.')
    .version(options.version)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined })
    .addHelpText('after', OVERVIEW);
  for (const definition of definitions) addCommand(program, definition, options);
  return program;
}

function addCommand(program: Command, definition: CommandDefinition, { wholeHelp, invoke }: ProgramOptions): void {
  const command = program.command(definition.name).summary(definition.summary).description(definition.summary);
  const listed = [...definition.options, ...SCREEN_OPTIONS].map((option): ListedOption => {
    if (typeof option !== 'string') return { ...option, shown: true };
    const required = definition.required.some((name) => name === option);
    const unless = required ? definition.unless : undefined;
    return { ...OPTIONS[option], required, unless, shown: wholeHelp || required || COMMON_OPTIONS.has(option) };
  });
  // What a command cannot start without stands first.
  const options = listed.sort((a, b) => Number(b.required ?? false) - Number(a.required ?? false));
  const named = options.map((option) => addOption(command, option, wholeHelp));
  command.addHelpText('after', () => helpEnd(definition, options, wholeHelp));
  command.helpOption('-h, --help', `these options; ${WHOLE_HELP} for all`);
  if (!wholeHelp) command.configureHelp({ optionDescription: withoutChoices });
  command.action(() => {
    const operands = command.registeredArguments.map((argument, i) => [argument.name(), command.processedArgs[i]]);
    return invoke({ definition, given: { ...givenOptions(command), ...Object.fromEntries(operands) }, options: named });
  });
}

/** Which words an option takes is told by the whole help, and by the error where another is given. */
function withoutChoices({ description }: Option): string {
  return description;
}

interface ListedOption extends OptionDefinition {
  /** The command cannot start without it, or without the option `unless`. */
  required?: boolean;
  unless?: string | undefined;
  /** In the help that is asked for. */
  shown: boolean;
}

function helpEnd({ name, examples }: CommandDefinition, options: readonly ListedOption[], wholeHelp: boolean): string {
  const hidden = options.filter(({ shown }) => !shown).length;
  const command = name.split(' ', 1)[0]!;
  return [
    ...(wholeHelp && options.some(({ setting }) => setting === 'recurrence') ? [recurrenceHelp()] : []),
    '',
    'Examples:',
    ...examples.map((line) => `  ${line}`),
    ...(hidden === 0 ? [] : ['', `${hidden} more options: recompra ${command} ${WHOLE_HELP}`]),
  ].join('\n');
}

/** Commander takes `--no-header` left out for a header asked for. */
function givenOptions(command: Command): Record<string, unknown> {
  const given = Object.entries(command.opts()).filter(([name]) => command.getOptionValueSource(name) !== 'default');
  return Object.fromEntries(given);
}

function addOption(command: Command, definition: ListedOption, wholeHelp: boolean): NamedOption {
  const { description, standard, required, unless, choices, group, repeatable } = definition;
  const option = new Option(
    definition.flags,
    standard === undefined ? description : `${description} (default: ${standard})`,
  );
  if (choices !== undefined) option.choices([...choices]);
  const needed = unless === undefined ? 'Required:' : `Required, unless --${unless}:`;
  const heading = required ? needed : wholeHelp ? group : 'Common options:';
  if (heading !== undefined) option.helpGroup(heading);
  if (repeatable) {
    option.argParser((value: string, previous: string[] | undefined) => [...(previous ?? []), value]);
  }
  command.addOption(definition.shown ? option : option.hideHelp());
  return { definition, long: option.long ?? definition.flags, attribute: option.attributeName() };
}
