import type { Evaluation, MetricColumns } from '#lexicon/messages.ts';

const cell = (value: number | undefined): string => (value === undefined || Number.isNaN(value) ? '' : String(value));

/** The curves of a run as a table, one line a step (RFC 4180); what was not measured at a step stays empty. */
export function metricsCsv({ step, loss, gradNorm, learningRate }: MetricColumns, evaluations: readonly Evaluation[]): string {
  const measured = new Map(evaluations.map((row) => [row.step, row]));
  const lines = Array.from(step, (at, i) => {
    const row = measured.get(at);
    const values = [at, loss[i], gradNorm[i], learningRate[i], row?.valLoss, row?.valAccuracy, row?.trainAccuracy];
    return values.map(cell).join(',');
  });
  return ['step,loss,grad_norm,learning_rate,val_loss,val_accuracy,train_accuracy', ...lines, ''].join('\r\n');
}
