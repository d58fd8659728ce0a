//! The report: looked at page by page, and written where the person says; single charts too.

use super::{Answer, waiting};
use crate::desk::Desk;
use crate::picker::{Picker, Place};
use crate::report_desk::ReportDesk;
use advisor::wire::{ErrorBody, ReportAsk, ReportInfo};
use advisor::write_file;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use tauri::{AppHandle, Manager};

/// A file that was written.
#[derive(Serialize)]
pub struct Written {
    written: String,
}

/// Width of a chart that is saved, in pixels.
const CHART_WIDTH: f64 = 720.0;

/// What the shell holds, for work on another thread.
struct Shell {
    desk: Arc<Desk>,
    reports: Arc<ReportDesk>,
    picker: Picker,
}

impl Shell {
    fn of(app: &AppHandle) -> Self {
        Self {
            desk: Arc::clone(&app.state::<Arc<Desk>>()),
            reports: Arc::clone(&app.state::<Arc<ReportDesk>>()),
            picker: app.state::<Picker>().inner().clone(),
        }
    }

    /// A name for a file about the open engagement, without its ending.
    fn file_name(&self, what: &str) -> Result<String, ErrorBody> {
        let name = self.desk.ask(|s| s.state().map(|state| state.name))?;
        Ok(if name.is_empty() { what.to_owned() } else { format!("{name} {what}") })
    }
}

async fn with<T: Send + 'static>(app: AppHandle, work: impl FnOnce(&Shell) -> Answer<T> + Send + 'static) -> Answer<T> {
    waiting(move || work(&Shell::of(&app))).await
}

/// What the report would be.
#[tauri::command]
pub async fn draft(app: AppHandle, ask: ReportAsk) -> Answer<ReportInfo> {
    with(app, move |shell| shell.reports.info(&shell.desk, &ask)).await
}

/// One page of it as SVG, counted from 1.
#[tauri::command]
pub async fn page(app: AppHandle, ask: ReportAsk, page: usize) -> Answer<String> {
    with(app, move |shell| {
        let draft = shell.reports.draft(&shell.desk, &ask)?;
        Ok(draft.page(page)?.svg)
    })
    .await
}

/// Asks for a logo and uses it.
#[tauri::command]
pub async fn pick_logo(app: AppHandle) -> Answer<Option<String>> {
    with(app, |shell| shell.picker.pick_logo().map(|path| shell.reports.take_logo(&path)).transpose()).await
}

/// Uses no logo.
#[tauri::command]
pub async fn drop_logo(app: AppHandle) -> Answer<Option<String>> {
    with(app, |shell| {
        shell.reports.drop_logo();
        Ok(None)
    })
    .await
}

/// Asks for a place and writes the report there; null when cancelled.
#[tauri::command]
pub async fn export_report(app: AppHandle, ask: ReportAsk) -> Answer<Option<Written>> {
    with(app, move |shell| {
        let draft = shell.reports.draft(&shell.desk, &ask)?;
        let what = if ask.edition == "board" { "board" } else { "report" };
        let Some(place) = shell.picker.save_report(&shell.file_name(what)?) else { return Ok(None) };
        Ok(Some(Written { written: written(&place, &draft.pdf()?)? }))
    })
    .await
}

/// Asks for a place and writes one chart there, as a picture that stands alone; null when cancelled.
#[tauri::command]
pub async fn save_chart(app: AppHandle, name: String, kind: ChartFile) -> Answer<Option<String>> {
    with(app, move |shell| {
        let bytes = shell.desk.ask(|s| match kind {
            ChartFile::Png => s.chart_png(&name, CHART_WIDTH),
            ChartFile::Svg => s.chart(&name, CHART_WIDTH).map(|picture| picture.svg.into_bytes()),
        })?;
        let proposed = shell.file_name(&name.replace(['.', '_'], " "))?;
        let Some(place) = shell.picker.save_chart(&proposed, kind.ending()) else { return Ok(None) };
        written(&place, &bytes).map(Some)
    })
    .await
}

/// What a chart is saved as.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChartFile {
    /// Lines and letters.
    Svg,
    /// Points.
    Png,
}

impl ChartFile {
    fn ending(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Png => "png",
        }
    }
}

/// What to do where a file stands under the name with its ending, which the dialog did not ask about.
fn asked_again(refused: ErrorBody) -> ErrorBody {
    match refused.code.as_str() {
        "exists" => ErrorBody { hint: "Choose that file itself to replace it, or another name.".to_owned(), ..refused },
        _ => refused,
    }
}

/// Writes the file; what stands there is replaced only where the dialog has asked.
pub(super) fn written(place: &Place, bytes: &[u8]) -> Answer<String> {
    write_file(&place.path, bytes, place.may_replace).map_err(|error| asked_again(error.into()))?;
    Ok(place.path.display().to_string())
}
