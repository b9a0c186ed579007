import { languageOfDocuments } from '../../../shared/catalogue/languages.ts'

/** A part of the changelog, which is in English. */
export function NewsParts({ parts }: { parts: readonly (readonly [heading: string, entries: readonly string[]])[] }) {
  return (
    <div className="news" lang={languageOfDocuments}>
      {parts.map(([heading, entries]) => (
        <div key={heading}>
          <h3>{heading}</h3>
          <ul>
            {entries.map((entry) => (
              <li key={entry}>{entry}</li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  )
}
