import { jsonSchemaOf } from '../../../src/guardrails/policy/json-schema.ts';
import { PolicySchema } from '../../../src/guardrails/policy/policy.ts';

/** What the schema file has to hold. */
export function publishedSchema() {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Offersmith policy',
    description:
      'The rules of a business for its offers, as data. Beyond this form, loading checks that fields do not contradict each other and that the fallback passes for everybody.',
    ...jsonSchemaOf(PolicySchema),
  };
}
