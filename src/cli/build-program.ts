import { Command, Option } from 'commander';
import type { CommandDefinition } from './frame/command';
import type { OptionDefinition } from './frame/options';
import { OPTIONS, SCREEN_OPTIONS } from './frame/options';

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

const OVERVIEW = `
Settings come from flags, then RECOMPRA_* variables (RECOMPRA_AS_OF, RECOMPRA_CSV_DATE_FORMAT, …), then the config
file, then defaults.
Exit codes: 0 ok, 1 unexpected, 2 usage or settings, 3 data, 4 model missing or incompatible, 5 quality gate,
130 interrupted.`;

/** The parser of the whole command line; `invoke` receives the chosen command. Parse errors are thrown, not printed. */
export function buildProgram(
  definitions: readonly CommandDefinition[],
  version: string,
  invoke: (invocation: Invocation) => Promise<void>,
): Command {
  const program = new Command('recompra')
    .description('When each recurrent customer buys next, and what: from purchase lines in a CSV.')
    .version(version)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined })
    .addHelpText('after', OVERVIEW);
  for (const definition of definitions) addCommand(program, definition, invoke);
  return program;
}

function addCommand(
  program: Command,
  definition: CommandDefinition,
  invoke: (invocation: Invocation) => Promise<void>,
): void {
  const command = program.command(definition.name).summary(definition.summary).description(definition.summary);
  const options = [...definition.options, ...SCREEN_OPTIONS].map((option) =>
    addOption(command, typeof option === 'string' ? OPTIONS[option] : option),
  );
  command.addHelpText('after', `\nExamples:\n${definition.examples.map((line) => `  ${line}`).join('\n')}`);
  command.action(() => {
    const operands = command.registeredArguments.map((argument, i) => [argument.name(), command.processedArgs[i]]);
    return invoke({ definition, given: { ...givenOptions(command), ...Object.fromEntries(operands) }, options });
  });
}

/** Commander takes `--no-header` left out for a header asked for. */
function givenOptions(command: Command): Record<string, unknown> {
  const given = Object.entries(command.opts()).filter(([name]) => command.getOptionValueSource(name) !== 'default');
  return Object.fromEntries(given);
}

function addOption(command: Command, definition: OptionDefinition): NamedOption {
  const option = new Option(definition.flags, definition.description);
  if (definition.choices !== undefined) option.choices([...definition.choices]);
  if (definition.group !== undefined) option.helpGroup(definition.group);
  if (definition.repeatable) {
    option.argParser((value: string, previous: string[] | undefined) => [...(previous ?? []), value]);
  }
  command.addOption(option);
  return { definition, long: option.long ?? definition.flags, attribute: option.attributeName() };
}
