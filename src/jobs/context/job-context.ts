import type { Progress } from '../../config/progress';
import type { Settings } from '../../config/settings';

/** What a job is given by the door that starts it. */
export interface JobContext {
  /** Checked settings. */
  settings: Settings & { input: string; output: string };
  /** Addresses to read, where they are several; `settings.input` is the first of them. */
  inputs?: readonly string[];
  progress: Progress;
  /** The day of the run, ISO: lines dated later are rejected. No line is unless given. */
  today?: string;
  /** Folder for files of this run; the door removes it after the run, however that ends. */
  workDir: string;
}

/** What a job is given that needs neither input nor output: those of the settings may be absent. */
export interface PlacelessContext extends Omit<JobContext, 'settings'> {
  settings: Settings;
}
