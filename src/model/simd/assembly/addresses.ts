import { ids, targets } from './activations';
import * as model from './model';

/** Byte addresses, for the host. Those of ids and targets move when the batch shape changes. */
export function idsAddress(): usize {
  return ids;
}
export function targetsAddress(): usize {
  return targets;
}
export function weightsAddress(): usize {
  return model.weights;
}
export function gradientsAddress(): usize {
  return model.gradients;
}
export function firstMomentsAddress(): usize {
  return model.firstMoments;
}
export function secondMomentsAddress(): usize {
  return model.secondMoments;
}
export function positionTableAddress(): usize {
  return model.positionTable;
}
export function dropoutKeysAddress(): usize {
  return model.dropoutKeys;
}
export function slotsAddress(): usize {
  return model.slotTable;
}
