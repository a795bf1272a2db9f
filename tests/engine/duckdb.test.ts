import { openDuckdb } from '../../src/engine/duckdb/duckdb';
import { describeEngine, describeReadingEngine } from './conformance/suite';

describeEngine('DuckDB on one thread', () => openDuckdb({ threads: 1 }));
describeEngine('DuckDB on two threads', () => openDuckdb({ threads: 2 }));
describeReadingEngine('DuckDB', () => openDuckdb({ threads: 1 }));
