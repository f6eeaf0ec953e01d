//! HTML, with everything from outside escaped.

/// Markup under construction. [`Html::raw`] takes what this crate wrote, [`Html::text`] everything
/// else.
#[derive(Debug, Clone, Default)]
pub(super) struct Html(String);

impl Html {
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// Adds markup as it is.
    pub(super) fn raw(&mut self, markup: &str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// Adds text, escaped for content and for quoted attributes.
    pub(super) fn text(&mut self, text: &str) -> &mut Self {
        for character in text.chars() {
            match character {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                // Control characters are not allowed in HTML, whatever a name holds.
                character if character.is_control() => self.0.push(' '),
                character => self.0.push(character),
            }
        }
        self
    }

    pub(super) fn append(&mut self, other: &Html) -> &mut Self {
        self.raw(&other.0)
    }

    pub(super) fn paragraph(&mut self, text: &str) -> &mut Self {
        self.raw("<p>").text(text).raw("</p>\n")
    }

    /// A table: the first column names the rows, the others are numbers.
    pub(super) fn table(&mut self, table: &Table) -> &mut Self {
        self.raw("<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"")
            .text(&table.caption)
            .raw("\">\n");
        self.raw("<table>\n<caption>")
            .text(&table.caption)
            .raw("</caption>\n<thead><tr>");
        for heading in &table.head {
            self.raw("<th scope=\"col\">").text(heading).raw("</th>");
        }
        self.raw("</tr></thead>\n<tbody>\n");
        for row in &table.rows {
            self.raw("<tr>");
            for (column, cell) in row.iter().enumerate() {
                let (open, close) = if column == 0 {
                    ("<th scope=\"row\">", "</th>")
                } else {
                    ("<td>", "</td>")
                };
                self.raw(open).text(cell).raw(close);
            }
            self.raw("</tr>\n");
        }
        self.raw("</tbody>\n</table>\n</div>\n")
    }

    /// A plot with its caption.
    pub(super) fn figure(&mut self, svg: &Html, caption: &str) -> &mut Self {
        self.raw("<figure>\n")
            .append(svg)
            .raw("<figcaption>")
            .text(caption)
            .raw("</figcaption>\n</figure>\n")
    }

    pub(super) fn finish(self) -> String {
        self.0
    }
}

/// Figures as a table.
pub(super) struct Table {
    pub caption: String,
    pub head: Vec<String>,
    pub rows: Vec<Vec<String>>,
}
