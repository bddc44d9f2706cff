import { useBackend } from './fixtures/backends.ts';
import { describeFreezing } from './fixtures/frozenLaws.ts';
import { simdTrainerOf } from './simd/simdTrainer.ts';
import { createTapeTrainer } from './tape/tapeTrainer.ts';

describeFreezing('the tape', () => useBackend('cpu'), createTapeTrainer);
describeFreezing('the SIMD module', () => useBackend('cpu'), simdTrainerOf('portable'));
