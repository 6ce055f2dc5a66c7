/** Writes the published JSON schema anew: `npx tsx test/guardrails/policy/write-schema.ts`, then format it. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { publishedSchema } from './published-schema.ts';

const file = path.join(import.meta.dirname, '../../../src/guardrails/policy/policy.schema.json');
writeFileSync(file, `${JSON.stringify(publishedSchema(), null, 2)}\n`);
