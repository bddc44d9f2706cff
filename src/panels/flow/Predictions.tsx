import { TokenLabel } from '#view/TokenLabel.tsx';
import { formatNumber, formatShare } from '#view/format.ts';
import { pieceLabel } from '#view/pieceLabel.ts';
import type { PanelProps } from '../contract.ts';
import { pieceAlone, pieceOf } from '../pieceOf.ts';
import type { Layout } from './layout.ts';

type PredictionsProps = Pick<PanelProps, 'read' | 'tokens' | 'targets' | 'config' | 'text' | 'select' | 'words'> & {
  layout: Layout;
};

/** Lower rows have no room for a token. */
const LEAST_ROW_PX = 13;
/** With less room the token stands alone; its title says how likely it is. */
const SHARE_PX = 64;

/** The likeliest token of a row of probabilities. */
export function likeliest(softmax_TV: ArrayLike<number>, t: number, V: number): number {
  let best = 0;
  for (let v = 1; v < V; v++) if ((softmax_TV[t * V + v] ?? 0) > (softmax_TV[t * V + best] ?? 0)) best = v;
  return best;
}

/** What the model expects after each token, with its probability. */
export function Predictions({ read, tokens, targets, config, text, select, words, layout }: PredictionsProps) {
  const said = words.panels.flow;
  const softmax = read('probe.softmax');
  const V = config.d_vocab;
  const { rows, predictionPx } = layout;
  if (rows.rowPx < LEAST_ROW_PX) return null;
  if (!softmax || softmax.shape[0] !== tokens.length) return null;
  return (
    <div className="flow__predictions" style={{ left: layout.predictionX, width: predictionPx - 4 }}>
      {Array.from({ length: rows.count }, (_, row) => {
        const t = rows.first + row;
        const token = likeliest(softmax.data, t, V);
        const probability = softmax.data[t * V + token] ?? 0;
        // After a divergence no token is the likeliest.
        if (Number.isNaN(probability)) {
          return (
            <span key={t} className="flow__prediction" style={{ height: rows.rowPx }}>
              –
            </span>
          );
        }
        const piece = pieceAlone(pieceOf(text, token));
        const share = formatShare(probability);
        const hidden = targets?.[t] ?? -1;
        const nats = formatNumber(-Math.log(softmax.data[t * V + hidden] ?? Number.NaN));
        const title =
          hidden < 0
            ? said.prediction(pieceLabel(piece).text, share)
            : said.predictionHidden(pieceLabel(piece).text, share, pieceLabel(pieceOf(text, hidden)).text, nats);
        const kind = targets === null ? '' : hidden < 0 ? ' flow__prediction--unasked' : ' flow__prediction--asked';
        const cell = { name: 'probe.softmax', index: [t, token] };
        return (
          <button
            key={t}
            type="button"
            tabIndex={-1}
            className={`flow__prediction${kind}`}
            style={{ height: rows.rowPx }}
            title={title}
            onClick={() => select({ position: t, token, cell })}
          >
            <TokenLabel piece={piece} />
            {predictionPx >= SHARE_PX && <span className="flow__share">{share}</span>}
          </button>
        );
      })}
    </div>
  );
}
