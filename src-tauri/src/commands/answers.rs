//! What the open engagement says.

use super::{Answer, asked};
use crate::desk::Desk;
use crate::recents::Recents;
use crate::{SystemHost, opening};
use advisor::wire::{
    Assessment, ChartPicture, ClientGroup, Consequence, ExplainedInput, Explanation, Indexed, Levers, LogEntry, MergePage,
    Override, Preview, ProblemPage, Quality, QuoteField, RecordChanges, RowPage, SourceInfo, State as Opened, Term, Uncertainty,
};
use std::sync::Arc;
use tauri::{AppHandle, Manager, State};

type TheDesk<'a> = State<'a, Arc<Desk>>;

/// What is open; null is the start page.
#[tauri::command]
pub async fn state(app: AppHandle) -> Answer<Option<Opened>> {
    super::waiting(move || opening::shown(&app, app.state::<Arc<Desk>>().state())).await
}

/// The whole answer. The list of recents remembers its verdict.
#[tauri::command]
pub async fn assessment(app: AppHandle) -> Answer<Assessment> {
    super::waiting(move || {
        let desk = app.state::<Arc<Desk>>();
        let (answer, curtained) = desk.ask(|s| Ok((s.assess(&SystemHost)?, s.is_curtained())))?;
        if !curtained {
            opening::remember(&desk, &app.state::<Arc<Recents>>(), &answer);
        }
        Ok(answer)
    })
    .await
}

/// From now on answers leave out the pay of small groups, or hold it again.
#[tauri::command]
pub async fn curtain(desk: TheDesk<'_>, on: bool) -> Answer<()> {
    asked(&desk, move |s| {
        s.curtain(on);
        Ok(())
    })
    .await
}

/// How sure the answer as typed is.
#[tauri::command]
pub async fn uncertainty(desk: TheDesk<'_>) -> Answer<Uncertainty> {
    asked(&desk, |s| s.uncertainty()).await
}

/// The answer with values tried; while they are moving, the quick one.
#[tauri::command]
pub async fn preview(desk: TheDesk<'_>, overrides: Vec<Override>, moving: bool) -> Answer<Preview> {
    asked(&desk, move |s| if moving { s.preview_moving(&overrides) } else { s.preview(&overrides) }).await
}

/// One chart for a width in pixels, with values tried.
#[tauri::command]
pub async fn chart(desk: TheDesk<'_>, name: String, width: f64, overrides: Vec<Override>) -> Answer<ChartPicture> {
    asked(&desk, move |s| s.live_chart(&name, width, &overrides)).await
}

/// The inputs worth moving.
#[tauri::command]
pub async fn levers(desk: TheDesk<'_>) -> Answer<Levers> {
    asked(&desk, |s| s.levers()).await
}

/// What one figure rests on.
#[tauri::command]
pub async fn explain(desk: TheDesk<'_>, figure: String) -> Answer<Explanation> {
    asked(&desk, move |s| s.explain(&figure)).await
}

/// What one input is and where it comes from.
#[tauri::command]
pub async fn explain_input(desk: TheDesk<'_>, input: String) -> Answer<ExplainedInput> {
    asked(&desk, move |s| s.explain_input(&input)).await
}

/// The rows behind a figure or an input, a page of them.
#[tauri::command]
pub async fn rows(desk: TheDesk<'_>, of: String, after: Option<u32>, limit: u32) -> Answer<RowPage> {
    asked(&desk, move |s| s.rows(&of, after, limit)).await
}

/// Every figure and input by name.
#[tauri::command]
pub async fn index(desk: TheDesk<'_>) -> Answer<Vec<Indexed>> {
    asked(&desk, |s| s.index()).await
}

/// Words of the field.
#[tauri::command]
pub async fn terms() -> Answer<Vec<Term>> {
    super::waiting(|| advisor::terms().map_err(Into::into)).await
}

/// Every fact that can be typed.
#[tauri::command]
pub async fn client(desk: TheDesk<'_>) -> Answer<Vec<ClientGroup>> {
    asked(&desk, |s| s.client()).await
}

/// What typing values would change.
#[tauri::command]
pub async fn consequence(desk: TheDesk<'_>, changes: Vec<Override>) -> Answer<Consequence> {
    asked(&desk, move |s| s.consequence(&changes)).await
}

/// Every change, oldest first.
#[tauri::command]
pub async fn history(desk: TheDesk<'_>) -> Answer<Vec<LogEntry>> {
    asked(&desk, |s| s.log()).await
}

/// The sources in the file.
#[tauri::command]
pub async fn sources(desk: TheDesk<'_>) -> Answer<Vec<SourceInfo>> {
    asked(&desk, |s| s.sources()).await
}

/// Problems of one source, a page of them.
#[tauri::command]
pub async fn problems(desk: TheDesk<'_>, source: u32, after: Option<u32>, limit: u32) -> Answer<ProblemPage> {
    asked(&desk, move |s| s.source_problems(source, after, limit)).await
}

/// What a source says otherwise than the one before it.
#[tauri::command]
pub async fn source_changes(desk: TheDesk<'_>, source: u32) -> Answer<RecordChanges> {
    asked(&desk, move |s| s.changes_of_source(source)).await
}

/// What a waiting table says otherwise than the one before it.
#[tauri::command]
pub async fn table_changes(desk: TheDesk<'_>, table: u32) -> Answer<RecordChanges> {
    asked(&desk, move |s| s.changes_of_table(table)).await
}

/// Things of a kind that several rows show, a page of them.
#[tauri::command]
pub async fn merges(desk: TheDesk<'_>, kind: String, after: Option<String>, limit: u32) -> Answer<MergePage> {
    asked(&desk, move |s| s.merges(&kind, after.as_deref(), limit)).await
}

/// How good the data is.
#[tauri::command]
pub async fn quality(desk: TheDesk<'_>) -> Answer<Quality> {
    asked(&desk, |s| s.quality()).await
}

/// The fields of the quote form.
#[tauri::command]
pub async fn quote_fields() -> Answer<Vec<QuoteField>> {
    super::waiting(|| advisor::quote_fields().map_err(Into::into)).await
}
