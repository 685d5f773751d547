import type { Part, Section } from '../../texts/documents/document-facts.ts'

/** The sections of a document: headings, paragraphs, lists, tables, and nothing that needs a script or a style of ours. */
export function Sections({ sections }: { readonly sections: readonly Section[] }) {
  return (
    <>
      {sections.map(({ heading, parts }, index) => (
        <section aria-labelledby={anchor(index)}>
          <h2 class="govuk-heading-m" id={anchor(index)}>
            {heading}
          </h2>
          {parts.map((part) => (
            <PartOf part={part} />
          ))}
        </section>
      ))}
    </>
  )
}

export function anchor(index: number): string {
  return `section-${index + 1}`
}

function PartOf({ part }: { readonly part: Part }) {
  if (typeof part === 'string') return <p class="govuk-body">{part}</p>
  if ('steps' in part)
    return (
      <ol class="govuk-list govuk-list--number">
        {part.steps.map((step) => (
          <li>{step}</li>
        ))}
      </ol>
    )
  if ('list' in part)
    return (
      <ul class="govuk-list govuk-list--bullet">
        {part.list.map((item) => (
          <li>{item}</li>
        ))}
      </ul>
    )
  return <PartTable part={part} />
}

function PartTable({ part: { caption, head, rows } }: { readonly part: Extract<Part, { rows: unknown }> }) {
  return (
    <table class="govuk-table sp-table">
      <caption class="govuk-table__caption">{caption}</caption>
      <thead>
        <tr>
          {head.map((label) => (
            <th scope="col">{label}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([first, ...cells]) => (
          <tr>
            <th scope="row">{first}</th>
            {cells.map((cell, index) => (
              <td data-label={head[index + 1]}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
