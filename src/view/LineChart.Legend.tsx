export type Reading = { label: string; role: string; dashed: boolean; value: string };

/** Names and colours of the curves with their values where the cross-hair stands; keeps its width as numbers change. */
export function LineChartLegend({ readings, at }: { readings: readonly Reading[]; at: string }) {
  return (
    <div className="line-chart__legend" aria-hidden="true">
      {at !== '' && <span>{at}</span>}
      {readings.map((one) => (
        <span key={one.label} className="line-chart__entry">
          <svg width={16} height={4}>
            <line
              x2={16}
              y1={2}
              y2={2}
              strokeWidth={2}
              strokeDasharray={one.dashed ? '4 3' : undefined}
              style={{ stroke: `var(${one.role})` }}
            />
          </svg>
          {one.label}
          <span className="line-chart__value">{one.value}</span>
        </span>
      ))}
    </div>
  );
}
