import { App } from 'aws-cdk-lib';
import { deploymentSchema } from './deployment';
import { RecompraStack } from './recompra-stack';

const app = new App();
const context = Object.keys(deploymentSchema.shape).map((name) => [name, app.node.tryGetContext(name)] as const);
const deployment = deploymentSchema.parse(Object.fromEntries(context.filter(([, value]) => value !== undefined)));
new RecompraStack(app, 'Recompra', deployment, { description: 'recompra: recurrent customers from purchase lines' });
