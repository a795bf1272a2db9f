import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { deploymentSchema } from '../../deploy/deployment';
import { RecompraStack } from '../../deploy/recompra-stack';

export interface Synthesized {
  template: Template;
  /** Folder of the cloud assembly. */
  outdir: string;
}

/** The stack of these settings, synthesized without AWS, without Docker and without a network. */
export function synthesize(settings: Record<string, unknown> = {}): Synthesized {
  const outdir = mkdtempSync(join(tmpdir(), 'recompra-cdk-'));
  const app = new App({ outdir, analyticsReporting: false });
  const stack = new RecompraStack(app, 'Recompra', deploymentSchema.parse(settings));
  return { template: Template.fromStack(stack), outdir };
}
