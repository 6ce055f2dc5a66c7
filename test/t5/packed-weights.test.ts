import { packedWeightsSuite } from './packed-weights-suite.ts';

packedWeightsSuite('in Node');
