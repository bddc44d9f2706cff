import { describeConformance } from './fixtures/conformance.ts';

describeConformance('wasm');
describeConformance('webgpu');
