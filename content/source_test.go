package content

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// goFile is a Go file that is no test, by its path in the module.
type goFile struct {
	path string
	tree *ast.File
}

var source = sync.OnceValues(func() (files []goFile, err error) {
	root, err := moduleRoot()
	if err != nil {
		return nil, err
	}
	err = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "testdata" || path != root && strings.HasPrefix(d.Name(), ".")):
			return filepath.SkipDir
		case d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		tree, err := parser.ParseFile(places, path, nil, 0)
		if err != nil {
			return err
		}
		short, err := filepath.Rel(root, path)
		files = append(files, goFile{filepath.ToSlash(short), tree})
		return err
	})
	return files, err
})

var places = token.NewFileSet()

func moduleRoot() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		up := filepath.Dir(dir)
		if up == dir {
			return "", fmt.Errorf("no go.mod above %s", dir)
		}
		dir = up
	}
}

// sources are the files of the program, parsed once.
func sources(t *testing.T) []goFile {
	t.Helper()
	files, err := source()
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < 10 {
		t.Fatalf("%d Go files: this is not the whole program", len(files))
	}
	return files
}

func (f goFile) at(n ast.Node) string {
	return fmt.Sprintf("%s:%d", f.path, places.Position(n.Pos()).Line)
}

func literal(e ast.Expr) (string, bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(lit.Value)
	return s, err == nil
}
