import com.adobe.epubcheck.api.EpubCheck;
import java.io.File;
import java.io.PrintWriter;
import java.util.Arrays;

/** Checks every EPUB in a folder in one process; says nothing of those in which nothing is found. */
class CheckAll {
  public static void main(String[] folder) {
    File[] files = new File(folder[0]).listFiles((in, name) -> name.endsWith(".epub"));
    Arrays.sort(files);
    PrintWriter out = new PrintWriter(System.out, true);
    for (File file : files) {
      if (new EpubCheck(file, out).doValidate() != 0) out.println("found in " + file.getName());
    }
    out.println("checked " + files.length);
  }
}
