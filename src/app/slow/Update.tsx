import { select } from '#state/actions/look.ts';
import type { Apart } from '#state/apart.ts';
import { selectLanguage } from '#state/selectors.ts';
import { useStore } from '#state/store.ts';
import { formatNumber } from '#view/format.ts';
import { Tensors } from './Tensors.tsx';
import { SLOW_WORDS } from './words.ts';

/** Weights that moved most and are written out. */
const SHOWN = 10;
/** The new numbers stand there when so much of the sub-step has passed. */
const ARRIVES = 0.25;
/** From this width on the tensors stand beside the weights. */
const BESIDE_PX = 800;
/** One column of tensors. */
const TENSORS_PX = 380;

/** A share in per cent, short. */
const percent = (share: number): string => `${formatNumber(100 * share)} %`;

/** How far every tensor moved, and the single weights that moved most, before and after. */
export function Update({ apart: { told, share, playing }, widthPx }: { apart: Apart; widthPx: number }) {
  const words = SLOW_WORDS[useStore(selectLanguage)];
  const { tensors, largest, learningRate } = told;
  if (tensors.length === 0) return <p className="quiet">{words.still}</p>;
  const arrived = share > ARRIVES || !playing;
  const beside = widthPx >= BESIDE_PX;
  return (
    <>
      <p className="quiet slow__note">{words.rate(formatNumber(learningRate))}</p>
      <div className={beside ? 'slow__beside' : undefined}>
        <section>
          <h3 className="part__title">{words.largest}</h3>
          <div className="slow__scroll">
            <table className="slow__table">
              <thead>
                <tr>
                  {[words.weight, words.gradient, words.before, words.after, words.change].map((name) => (
                    <th key={name} scope="col">
                      {name}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {largest.slice(0, SHOWN).map(({ name, index, before, after, gradient }) => {
                  const place = `[${index.join(', ')}]`;
                  const code = `${name}${place}`;
                  const cell = { name, index: [...index] };
                  return (
                    <tr key={code}>
                      <th scope="row">
                        <button
                          type="button"
                          className="slow__weight"
                          aria-label={words.openWeight(code, formatNumber(before), formatNumber(after))}
                          onClick={() => select({ cell })}
                        >
                          {name.replace('.weight', '.w').replace('.bias', '.b')}
                          <wbr />
                          {place}
                        </button>
                      </th>
                      <td>{formatNumber(gradient)}</td>
                      <td>{formatNumber(before)}</td>
                      <td className="slow__after">{arrived ? formatNumber(after) : '…'}</td>
                      <td>{formatNumber(after - before)}</td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
          </div>
        </section>
        <Tensors
          title={words.moveBy}
          tensors={tensors}
          valueOf={({ move }) => move}
          displayOf={({ move, weight }) => `${formatNumber(move)} · ${weight > 0 ? percent(move / weight) : '–'}`}
          valuePx={134}
          widthPx={beside ? TENSORS_PX : widthPx}
        />
      </div>
    </>
  );
}
