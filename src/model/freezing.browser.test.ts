import { describeFreezing } from './fixtures/frozenLaws.ts';
import { createTunedPlanTrainer } from './plan/planTrainer.ts';
import { useFullDevice } from './plan/testDevice.ts';
import { PORTABLE_TUNING } from './plan/tuning.ts';

describeFreezing('the plan', useFullDevice, (...made) => createTunedPlanTrainer(PORTABLE_TUNING, ...made));
describeFreezing('the plan, with sliced gradients', useFullDevice, (...made) =>
  createTunedPlanTrainer({ ...PORTABLE_TUNING, slices: 3 }, ...made),
);
