import { expect, test } from 'vitest';
import { metricsCsv } from './metricsCsv.ts';

test('the curves are a line a step, the validation’s numbers at the steps where they were measured', () => {
  const columns = {
    step: Float64Array.of(1, 2),
    loss: Float32Array.of(3.5, 3.25),
    gradNorm: Float32Array.of(1, Number.NaN),
    learningRate: Float32Array.of(0.5, 0.25),
  };
  const rows = [{ step: 2, valLoss: 4, valAccuracy: 0.125, trainAccuracy: Number.NaN }];
  expect(metricsCsv(columns, rows).split('\r\n')).toEqual([
    'step,loss,grad_norm,learning_rate,val_loss,val_accuracy,train_accuracy',
    '1,3.5,1,0.5,,,',
    '2,3.25,,0.25,4,0.125,',
    '',
  ]);
});
