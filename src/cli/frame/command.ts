import type { JobContext } from '../../jobs/context/job-context';
import type { OptionDefinition, OptionName } from './options';

/**
 * One command of the program. It requires its job, once, inside `run` (`require('../../jobs/x') as typeof
 * import('../../jobs/x')`), and the job imports what it needs: the help loads neither DuckDB nor TensorFlow. What loads
 * TensorFlow a job requires where lines have been read: wrong input is told without waiting for it, and etl never does.
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
