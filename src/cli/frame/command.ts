import type { JobContext } from '../../jobs/job-context';
import type { OptionDefinition, OptionName } from './options';

/**
 * One command of the program. Its file imports types only and requires its stage inside `run`
 * (`require('../../etl/x') as typeof import('../../etl/x')`), so that the help loads neither DuckDB nor TensorFlow.
 */
export interface CommandDefinition {
  name: string;
  /** One line, for the list of commands. */
  summary: string;
  /** The options it honours besides --json, --quiet and --progress: shared ones by name, its own in full. */
  options: readonly (OptionName | OptionDefinition)[];
  /** Settings it cannot start without, from whichever source. */
  required: readonly RequiredSetting[];
  /** Attribute of a flag with which it starts without them. */
  unless?: string;
  /** Command lines with a comment, shown below the help: `recompra etl …  # what it does`. */
  examples: readonly string[];
  run(context: CommandContext): Promise<CommandResult>;
}

export type RequiredSetting = 'input' | 'output' | 'predictions';

/** What the frame hands to a command. */
export interface CommandContext extends JobContext {
  /** Options that are no settings, by attribute name (`--compare <folder>` is `compare`). */
  flags: Readonly<Record<string, unknown>>;
}

/** What a command prints on stdout: `lines` for people, `json` (one object) with --json. */
export interface CommandResult {
  lines: readonly string[];
  json: object;
  /** Exit code where the result is shown and yet is no success. */
  exitCode?: number;
}
