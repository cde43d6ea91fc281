package main

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
)

const module = "ownwords"

// layers says what each package may import of ours. Every arrow points up the
// list, so that nothing below can come to depend on a screen, and what knows no
// noun of care never learns one.
var layers = map[string][]string{
	"model":                nil,
	"model/flow":           {"model"},
	"model/fhir":           {"model"},
	"content":              {"model"},
	"content/document/pdf": nil,
	"content/document":     {"content", "model", "model/fhir", "content/document/pdf"},
	"store/seal":           nil,
	"store/vault":          {"store/seal"},
	"store":                {"model", "store/vault", "store/seal"},
	"store/remote":         {"model", "model/fhir"},
	"store/hub":            {"model/fhir", "store/vault", "store/seal"},
	"tui/desk": {
		"model", "model/flow", "model/fhir", "content", "content/document",
		"store/seal", "store/vault", "store", "store/remote",
	},
	"tui/kit":   nil,
	"tui":       {"tui/desk", "tui/kit", "model/flow", "model", "content", "content/document"},
	"tui/plain": {"tui/desk", "tui/kit", "model/flow", "model", "content"},
	"cmd/ownwords": {
		"model", "model/flow", "model/fhir", "content", "content/document",
		"store/seal", "store/vault", "store", "store/remote", "store/hub",
		"tui/desk", "tui/kit", "tui", "tui/plain",
	},
}

// topLevel is all that stands at the top of the repository, with what make puts
// there (bin, dist).
var topLevel = []string{
	".ci", ".git", ".gitattributes", ".gitignore", "Makefile", "README.md", "bin", "dist",
	"cmd", "content", "go.mod", "go.sum", "model", "store", "tui",
}

// junk are names that say nothing: a package is named after what is in it.
var junk = []string{"utils", "common", "internal", "pkg", "shared"}

// withoutBubbleTea are the packages, and all below them, that must run where
// there is no screen.
var withoutBubbleTea = []string{"model", "content", "store", "tui/desk", "tui/plain"}

func TestImportsPointUpTheList(t *testing.T) {
	for _, fault := range faults(t, os.DirFS("../..")) {
		t.Error(fault)
	}
}

// A test that can't fail guards nothing.
func TestABrokenLayerIsReported(t *testing.T) {
	file := func(src string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(src)} }
	tests := []struct {
		name string
		tree fstest.MapFS
		want []string
	}{
		{"all is well", fstest.MapFS{
			"go.mod":                    file("module ownwords"),
			"model/flow/flow.go":        file("package flow\nimport \"ownwords/model\""),
			"model/flow/flow_test.go":   file("package flow\nimport \"ownwords/store\""),
			"store/vault/testdata/x.go": file("package broken"),
			".git/hooks/x.go":           file("no Go at all"),
			"tui/root.go":               file("package tui\nimport tea \"charm.land/bubbletea/v2\""),
		}, nil},
		{"model looks at the store", fstest.MapFS{
			"model/record.go": file("package model\nimport _ \"ownwords/store\""),
		}, []string{"model/record.go imports ownwords/store"}},
		{"a cycle", fstest.MapFS{
			"tui/desk/desk.go": file("package desk\nimport (\n\t\"fmt\"\n\t\"ownwords/tui\"\n\t\"ownwords/store/hub\"\n)"),
		}, []string{"tui/desk/desk.go imports ownwords/store/hub", "tui/desk/desk.go imports ownwords/tui"}},
		{"a package nobody knows", fstest.MapFS{
			"store/cache/cache.go": file("package cache"),
			"model/helper_test.go": file("package model\nimport \"ownwords/model/helper\""),
		}, []string{"store/cache is not in the table"}},
		{"a drawer of junk", fstest.MapFS{
			"tui/kit/utils/words.go": file("package utils"),
		}, []string{"tui/kit/utils is a drawer of junk", "tui/kit/utils is not in the table"}},
		{"something at the top", fstest.MapFS{
			"notes.txt": file("x"), "docs/a.md": file("x"),
		}, []string{"docs stands at the top", "notes.txt stands at the top"}},
		{"a screen where there is none", fstest.MapFS{
			"tui/plain/plain.go":      file("package plain\nimport tea \"charm.land/bubbletea/v2\""),
			"model/flow/flow_test.go": file("package flow\nimport tea \"charm.land/bubbletea/v2\""),
		}, []string{
			"model/flow/flow_test.go imports charm.land/bubbletea/v2",
			"tui/plain/plain.go imports charm.land/bubbletea/v2",
		}},
		{"a file that is no Go", fstest.MapFS{
			"model/record.go": file("package"),
		}, []string{"model/record.go can't be read"}},
	}
	for _, tt := range tests {
		if got := faults(t, tt.tree); !slices.Equal(got, tt.want) {
			t.Errorf("%s: faults = %q, want %q", tt.name, got, tt.want)
		}
	}
}

// The table itself has no cycle and names no package that it does not know.
func TestTheTableIsATree(t *testing.T) {
	var below func(pkg string, seen []string)
	below = func(pkg string, seen []string) {
		if slices.Contains(seen, pkg) {
			t.Fatalf("a cycle: %s", strings.Join(append(seen, pkg), " -> "))
		}
		for _, p := range layers[pkg] {
			if _, known := layers[p]; !known {
				t.Errorf("%s may import %s, which is not in the table", pkg, p)
			}
			below(p, append(slices.Clone(seen), pkg))
		}
	}
	for _, pkg := range slices.Sorted(maps.Keys(layers)) {
		below(pkg, nil)
	}
}

// faults reads the import tables of every Go file, from the files themselves:
// what the go command answers is cached, and would stay green.
func faults(t *testing.T, tree fs.FS) []string {
	t.Helper()
	var out []string
	unknown := map[string]bool{}
	err := fs.WalkDir(tree, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case name == ".":
			return nil
		case !strings.Contains(name, "/") && !slices.Contains(topLevel, name):
			out = append(out, name+" stands at the top")
		}
		if d.IsDir() {
			if slices.Contains(junk, d.Name()) && !strings.HasPrefix(name, ".git/") {
				out = append(out, name+" is a drawer of junk")
			}
			if d.Name() == ".git" || d.Name() == "testdata" {
				return fs.SkipDir
			}
			return nil
		}
		if path.Ext(name) != ".go" {
			return nil
		}
		pkg := path.Dir(name)
		if _, known := layers[pkg]; !known {
			unknown[pkg] = true
			return nil
		}
		out = append(out, imports(tree, name, pkg)...)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for pkg := range unknown {
		out = append(out, pkg+" is not in the table")
	}
	slices.Sort(out)
	return out
}

// imports tells which imports of a file its package may not have.
func imports(tree fs.FS, name, pkg string) []string {
	src, err := fs.ReadFile(tree, name)
	if err != nil {
		return []string{name + " can't be read"}
	}
	f, err := parser.ParseFile(token.NewFileSet(), name, src, parser.ImportsOnly)
	if err != nil {
		return []string{name + " can't be read"}
	}
	var out []string
	for _, i := range f.Imports {
		imported, err := strconv.Unquote(i.Path.Value)
		if err != nil {
			return []string{name + " can't be read"}
		}
		ours, isOurs := strings.CutPrefix(imported, module+"/")
		forbidden := isOurs && !strings.HasSuffix(name, "_test.go") && !slices.Contains(layers[pkg], ours)
		screen := strings.HasPrefix(imported, "charm.land/bubbletea") && slices.ContainsFunc(withoutBubbleTea, func(p string) bool {
			return pkg == p || strings.HasPrefix(pkg, p+"/")
		})
		if forbidden || screen {
			out = append(out, fmt.Sprintf("%s imports %s", name, imported))
		}
	}
	return out
}
