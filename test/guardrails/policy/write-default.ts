/** Prints the default policy as JSON, for the Python script beside the fixtures. */
import { DEFAULT_POLICY } from '../../../src/guardrails/policy/default-policy.ts';

console.log(JSON.stringify(DEFAULT_POLICY, null, 2));
