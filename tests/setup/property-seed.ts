import fc from 'fast-check';

/** The same cases in every run, so that a change is judged by what it changed; PROPERTY_SEED=N draws others. */
fc.configureGlobal({ seed: Number(process.env['PROPERTY_SEED'] ?? 20_171_231) });
