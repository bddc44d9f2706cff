import type { LibraryEntry } from '#lexicon/messages.ts';
import { useWords } from '#state/selectors.ts';
import { useSheetWords } from './sheetWords.ts';
import { differencesOf } from './differences.ts';

/** The settings that two runs have otherwise, side by side. */
export function Compared({ runs }: { runs: readonly LibraryEntry[] }) {
  const words = useWords();
  const { differences, noDifference, setting } = useSheetWords().library;
  const [a, b] = runs;
  if (!a || !b) return null;
  const rows = differencesOf(words, a.config, b.config);
  if (rows.length === 0) return <output>{noDifference}</output>;
  return (
    <section className="compared" aria-label={differences}>
      <table>
        <caption className="unseen">{differences}</caption>
        <thead>
          <tr>
            <th scope="col">{setting}</th>
            {[a, b].map((run) => (
              <th key={run.key} scope="col" title={run.name}>
                {run.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, values: [left, right] }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{left}</td>
              <td>{right}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
