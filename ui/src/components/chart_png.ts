/** Pixels for each of the drawing's own, so that a picture is sharp on a slide. */
const SHARP = 2;

/** The inks of a copied chart are those of the light theme, wherever it is pasted. */
const GROUND = "#fff";

const ALIGN: Record<string, CanvasTextAlign> = { start: "left", middle: "center", end: "right" };

interface Size {
  width: number;
  height: number;
}

function parsed(svg: string): Element {
  return new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
}

/** Takes the words out of a drawing. */
function takeWords(drawing: Element): Element[] {
  const words = [...drawing.querySelectorAll("text")];
  for (const word of words) word.remove();
  return words;
}

function attribute(of: Element, name: string, otherwise = ""): string {
  return of.getAttribute(name) ?? otherwise;
}

/** How many of the drawing's units make one of its pixels. */
function unit(drawing: Element, { width }: Size): number {
  const across = Number(attribute(drawing, "viewBox").split(/\s+/)[2]);
  return across > 0 ? across / width : 1;
}

function font(word: Element): string {
  return `${attribute(word, "font-weight", "400")} ${attribute(word, "font-size")}px ${attribute(word, "font-family")}`;
}

function write(context: CanvasRenderingContext2D, word: Element): void {
  context.font = font(word);
  context.textAlign = ALIGN[attribute(word, "text-anchor")] ?? "left";
  context.fillStyle = attribute(word, "fill");
  context.fillText(word.textContent.trim(), Number(attribute(word, "x")), Number(attribute(word, "y")));
}

async function shapes(drawing: Element, { width, height }: Size): Promise<HTMLImageElement> {
  const image = new Image(width, height);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(drawing))}`;
  await image.decode();
  return image;
}

function canvasOf({ width, height }: Size): [HTMLCanvasElement, CanvasRenderingContext2D] {
  const canvas = document.createElement("canvas");
  canvas.width = Math.ceil(width * SHARP);
  canvas.height = Math.ceil(height * SHARP);
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("The picture could not be drawn.");
  context.fillStyle = GROUND;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.scale(SHARP, SHARP);
  return [canvas, context];
}

function asFile(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob === null) reject(new Error("The picture could not be drawn."));
      else resolve(blob);
    }, "image/png");
  });
}

/**
 * A chart as a PNG on white. Its words are written apart from its shapes: an image reaches no typeface of the page,
 * and would leave them to whatever is installed.
 */
export async function asPng(svg: string, size: Size): Promise<Blob> {
  const drawing = parsed(svg);
  const words = takeWords(drawing);
  const [canvas, context] = canvasOf(size);
  context.drawImage(await shapes(drawing, size), 0, 0, size.width, size.height);
  await Promise.all([...new Set(words.map(font))].map((one) => document.fonts.load(one)));
  context.scale(1 / unit(drawing, size), 1 / unit(drawing, size));
  for (const word of words) write(context, word);
  return await asFile(canvas);
}
