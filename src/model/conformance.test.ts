import { describeConformance } from './fixtures/conformance.ts';

describeConformance('cpu');
describeConformance('wasm');
