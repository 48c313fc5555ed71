import type { BlockOf } from '../block-types.ts';
import { Display } from './display.tsx';

type Chart = BlockOf<'data_visualization'>['chart'];

/** A chart, and its numbers as a table for those who hear the page. */
export function ChartBlock({ block }: { readonly block: BlockOf<'data_visualization'> }) {
  const [header, ...rows] = rowsOf(block.chart);
  return (
    <figure className="chart">
      <Display block={block} />
      <table className="unseen">
        <caption>{block.title}</caption>
        <thead>
          <tr>
            {header?.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([label, ...values]) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              {values.map((value, index) => (
                <td key={header?.[index + 1]}>{value}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}

function rowsOf(chart: Chart): string[][] {
  if (chart.type === 'pie') {
    return [['Part', 'Value'], ...chart.segments.map(({ label, value }) => [label, String(value)])];
  }
  const categories = chart.axis_config?.categories ?? chart.series[0]?.data.map(({ label }) => label) ?? [];
  const valueAt = (label: string, data: readonly { label: string; value: number }[]) =>
    String(data.find((point) => point.label === label)?.value ?? '');
  return [
    ['Category', ...chart.series.map(({ name }) => name)],
    ...categories.map((label) => [label, ...chart.series.map(({ data }) => valueAt(label, data))]),
  ];
}
