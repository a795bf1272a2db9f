import { describeEngine } from '../engine/conformance/suite';
import { openTestSpark } from './open-spark';

describeEngine('Spark', () => openTestSpark());
